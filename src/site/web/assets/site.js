// What a page can do besides being read. Without this script everything can still be read.
(function () {
  "use strict";

  var root = document.documentElement;
  var base = document.body.dataset.root;

  var all = window.eightweeks.all;
  var make = window.eightweeks.make;

  function one(selector, from) {
    return (from || document).querySelector(selector);
  }

  // What is remembered between visits; a browser may refuse, and then it is forgotten.
  var store = {
    get: function (key) {
      try {
        return localStorage.getItem("eightweeks." + key);
      } catch (e) {
        return null;
      }
    },
    set: function (key, value) {
      try {
        if (value === null) localStorage.removeItem("eightweeks." + key);
        else localStorage.setItem("eightweeks." + key, value);
      } catch (e) {
        // nothing to be done
      }
    },
  };

  // Theme: as the system, light, dark.

  var themeButton = one("button.theme");
  function nameTheme() {
    var now = root.dataset.theme || "auto";
    var label = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" }[now];
    themeButton.setAttribute("aria-label", label);
    themeButton.title = label;
    themeButton.dataset.now = now;
  }
  themeButton.hidden = false;
  nameTheme();
  themeButton.addEventListener("click", function () {
    var next = { auto: "light", light: "dark", dark: "auto" }[root.dataset.theme || "auto"];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    store.set("theme", next === "auto" ? null : next);
    nameTheme();
  });

  // Ticks.

  function done() {
    var text = store.get("done");
    return text ? text.split(" ") : [];
  }

  function showDone() {
    var days = done();
    all("li[data-day]").forEach(function (item) {
      var is = days.indexOf(item.dataset.day) >= 0;
      item.classList.toggle("is-done", is);
      var note = one(".sr.tick", item);
      if (is && !note) one("a", item).appendChild(make("span", "sr tick", " (done)"));
      if (!is && note) note.remove();
    });
    var there = all("nav.site li[data-day]").map(function (item) {
      return item.dataset.day;
    });
    var total = all("nav.site .week li:not(.overview)").length;
    var ticked = there.filter(function (day) {
      return days.indexOf(day) >= 0;
    }).length;
    var progress = one("header .progress");
    progress.hidden = ticked === 0;
    one(".text", progress).textContent = ticked + " of " + total + " days";
    one(".bar span", progress).style.width = (100 * ticked) / total + "%";
    all("button[data-done]").forEach(function (button) {
      var is = days.indexOf(button.dataset.done) >= 0;
      var number = button.dataset.done.slice(3);
      button.hidden = false;
      button.setAttribute("aria-pressed", is ? "true" : "false");
      one(".text", button).textContent = is
        ? "Day " + number + " is done"
        : "Mark day " + number + " as done";
    });
    var link = one("[data-continue]");
    if (link) {
      var last = days.length ? there.indexOf(days[days.length - 1]) : -1;
      var next = there.slice(last + 1).concat(there).filter(function (day) {
        return days.indexOf(day) < 0;
      })[0];
      link.hidden = !days.length || !next;
      if (!link.hidden) {
        link.href = one('nav.site li[data-day="' + next + '"] a').getAttribute("href");
        link.textContent = "Continue with day " + next.slice(3);
      }
    }
  }

  all("button[data-done]").forEach(function (button) {
    button.addEventListener("click", function () {
      var day = button.dataset.done;
      var days = done();
      var at = days.indexOf(day);
      if (at >= 0) days.splice(at, 1);
      else days.push(day);
      store.set("done", days.length ? days.join(" ") : null);
      showDone();
    });
  });
  addEventListener("storage", showDone);
  showDone();

  // Ticks of the clone: the file that bin/study keeps, or the table that it prints.

  function daysDoneIn(text) {
    var found = [];
    text.split("\n").forEach(function (line) {
      var kept = /^(\d+)\tPASSED\t/.exec(line);
      var printed = /^\s*day(\d+)\s+(?:done|solution shown)\s/.exec(line);
      var day = kept || printed;
      if (day) found.push("day" + ("0" + +day[1]).slice(-2));
    });
    return found;
  }

  var importing = one("details.import");
  if (importing) {
    importing.hidden = false;
    var area = one("textarea", importing);
    var said = one("[role=status]", importing);
    one("input", importing).addEventListener("change", function (event) {
      var file = event.target.files[0];
      if (!file) return;
      var reader = new FileReader();
      reader.onload = function () {
        area.value = reader.result;
      };
      reader.readAsText(file);
    });
    one("button", importing).addEventListener("click", function () {
      var days = done();
      var found = daysDoneIn(area.value);
      var more = found.filter(function (day) {
        return days.indexOf(day) < 0;
      });
      said.textContent = !found.length
        ? "No day that is done was found in it."
        : more.length === 0
          ? "All of these days have their tick already."
          : more.length + (more.length === 1 ? " day has" : " days have") + " got a tick.";
      store.set("done", days.concat(more).join(" ") || null);
      showDone();
    });
  }

  // Recall cards that are due: how often one was right, and the day since 1970 it comes back on.

  window.eightweeksDue = function () {
    var due = one("header .due");
    var now = new Date();
    var today = Math.floor((now.getTime() / 60000 - now.getTimezoneOffset()) / 1440);
    var cards = {};
    try {
      cards = JSON.parse(store.get("cards")) || {};
    } catch (e) {
      // not ours
    }
    var count = Object.keys(cards).filter(function (id) {
      return cards[id][0] < 4 && cards[id][1] <= today;
    }).length;
    due.hidden = !count;
    due.textContent = count + (count === 1 ? " card" : " cards");
    due.title = "Recall cards that are due today";
  };
  window.eightweeksDue();

  // The contents on a small screen.

  var menu = one("button.menu");
  menu.hidden = false;
  function openMenu(open) {
    root.classList.toggle("nav-open", open);
    menu.setAttribute("aria-expanded", open ? "true" : "false");
  }
  menu.addEventListener("click", function () {
    openMenu(menu.getAttribute("aria-expanded") !== "true");
  });
  one("main").addEventListener("click", function () {
    openMenu(false);
  });
  var here = one('nav.site [aria-current="page"]');
  if (here) {
    var nav = one("nav.site");
    nav.scrollTop = Math.max(0, here.offsetTop - nav.clientHeight / 2);
  }

  // Copy buttons: of a session the commands, of a snippet its own lines, of both no decoration.

  all("pre").forEach(function (pre) {
    if (!one("code", pre) || pre.dataset.copy === "" || pre.matches(".seg pre, .imports pre")) return;
    var box = make("div", "copybox");
    pre.parentNode.insertBefore(box, pre);
    box.appendChild(pre);
    var button = make("button", "copy", "Copy");
    button.type = "button";
    button.setAttribute("aria-label", pre.dataset.copy ? "Copy the commands" : "Copy the code");
    box.appendChild(button);
    button.addEventListener("click", function () {
      var text = pre.dataset.copy;
      if (!text) {
        var copy = pre.cloneNode(true);
        all(".n, .g, .dim, .chip", copy).forEach(function (e) {
          e.remove();
        });
        text = copy.textContent.replace(/[ \t]+$/gm, "").replace(/\n+$/, "\n");
      }
      copyText(text, function (worked) {
        button.textContent = worked ? "Copied" : "Not allowed";
        setTimeout(function () {
          button.textContent = "Copy";
        }, 1600);
      });
    });
  });

  function copyText(text, then) {
    function byHand() {
      var area = make("textarea", "sr");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      var worked = false;
      try {
        worked = document.execCommand("copy");
      } catch (e) {
        worked = false;
      }
      area.remove();
      then(worked);
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () {
        then(true);
      }, byHand);
    } else {
      byHand();
    }
  }

  // A link to several lines of a source (#L10-L25) marks them all, and opens what is folded there.

  function markRange() {
    all(".in-range").forEach(function (line) {
      line.classList.remove("in-range");
    });
    var range = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash);
    if (!range) return;
    for (var i = +range[1]; i <= +(range[2] || range[1]); i++) {
      var line = document.getElementById("L" + i);
      if (!line) continue;
      line.classList.add("in-range");
      var fold = i === +range[1] && line.closest("details:not([open])");
      if (fold) {
        fold.open = true;
        line.scrollIntoView();
      }
    }
  }
  addEventListener("hashchange", markRange);
  markRange();

  // What scrolls sideways can be scrolled with the keyboard.

  function reachable() {
    all("pre, .wide, .diagram").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }
  addEventListener("load", reachable);
  addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true); // what was folded has a width now

  // Printing opens everything that is folded, and closes it again.

  var opened = [];
  addEventListener("beforeprint", function () {
    opened = all("main details:not([open]):not(.imports)");
    opened.forEach(function (d) {
      d.open = true;
    });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (d) {
      d.open = false;
    });
  });

  // Where the reader is, in the contents of the page.

  var entries = {};
  all("nav.toc a").forEach(function (a) {
    entries[decodeURIComponent(a.hash.slice(1))] = a;
  });
  if (Object.keys(entries).length) {
    var headings = all("main h2[id], main h3[id]");
    var mark = function () {
      var current = headings[0];
      headings.forEach(function (h) {
        if (h.getBoundingClientRect().top < 140) current = h;
      });
      // At the end of the page its last section is the one that is read, however short it is.
      var end = root.scrollTop + innerHeight >= root.scrollHeight - 2;
      if (end && root.scrollTop > 0) current = headings[headings.length - 1];
      Object.keys(entries).forEach(function (id) {
        entries[id].classList.toggle("here", current && id === current.id);
      });
    };
    var waiting = false;
    addEventListener(
      "scroll",
      function () {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          mark();
        });
      },
      { passive: true }
    );
    mark();
  }

  // Filters of long lists.

  all("input[data-filter]").forEach(function (input) {
    input.closest(".filter").hidden = false;
    var rows = all("[data-row]").map(function (row) {
      return { row: row, text: row.textContent.toLowerCase() };
    });
    var status = one('[role="status"]', input.closest(".filter"));
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (r) {
        var fits = words.every(function (w) {
          return r.text.indexOf(w) >= 0;
        });
        r.row.hidden = !fits;
        if (fits) count++;
      });
      all("[data-group]").forEach(function (group) {
        group.hidden = !one("[data-row]:not([hidden])", group);
      });
      status.textContent = words.length ? count + " of " + rows.length : "";
    });
  });

  // Search. The index is a script of its own, fetched when it is first wanted.

  var openSearch = one("button.search-open");
  var dialog, input, list, hint, selected;
  openSearch.hidden = false;
  openSearch.addEventListener("click", showSearch);
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      showSearch();
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      showSearch();
    } else if (event.key === "Escape") {
      openMenu(false);
    } else if (
      (event.key === "ArrowLeft" || event.key === "ArrowRight") &&
      !typing &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      !event.shiftKey &&
      event.target.closest &&
      !event.target.closest("dialog, pre[tabindex], .wide[tabindex], .diagram[tabindex], [data-arrows]")
    ) {
      var way = one('.pager a[rel="' + (event.key === "ArrowLeft" ? "prev" : "next") + '"]');
      if (way) way.click();
    }
  });

  function showSearch() {
    if (!dialog) buildSearch();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    if (window.SEARCH) return find();
    hint.textContent = "Loading the index …";
    if (one("script[data-index]")) return;
    var script = make("script");
    script.src = base + "assets/search-index.js";
    script.dataset.index = "";
    script.onload = find;
    script.onerror = function () {
      hint.textContent = "The index could not be loaded.";
    };
    document.head.appendChild(script);
  }

  // ?q=word opens the search with a word in it.
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    buildSearch();
    input.value = asked;
    showSearch();
  }

  function buildSearch() {
    dialog = make("dialog", "search");
    dialog.setAttribute("aria-label", "Search");
    input = make("input");
    input.type = "search";
    input.placeholder = "A word, a class, a C function, a command";
    input.setAttribute("aria-label", "Search");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "hits");
    input.setAttribute("aria-autocomplete", "list");
    input.autocomplete = "off";
    input.spellcheck = false;
    list = make("div", "hits");
    list.id = "hits";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Hits");
    list.hidden = true;
    hint = make("p", "hint");
    hint.setAttribute("role", "status");
    var close = make("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", function () {
      dialog.close();
    });
    var line = make("div", "line");
    line.appendChild(input);
    line.appendChild(close);
    dialog.appendChild(line);
    dialog.appendChild(hint);
    dialog.appendChild(list);
    document.body.appendChild(dialog);
    input.addEventListener("input", find);
    input.addEventListener("keydown", function (event) {
      var hits = all("a", list);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (hits.length) {
          select((selected + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
        }
      } else if (event.key === "Enter" && hits[selected]) {
        event.preventDefault();
        hits[selected].click();
      }
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog) dialog.close();
    });
  }

  function select(index) {
    selected = index;
    all("a", list).forEach(function (a, i) {
      a.setAttribute("aria-selected", i === index ? "true" : "false");
      if (i === index) {
        input.setAttribute("aria-activedescendant", a.id);
        a.scrollIntoView({ block: "nearest" });
      }
    });
  }

  var index;
  function ready() {
    if (!index) {
      index = { terms: window.SEARCH.terms.split(" "), posts: window.SEARCH.posts.split(",") };
      index.names = window.SEARCH.docs.map(function (doc) {
        return doc[5].split("|");
      });
    }
    return index;
  }

  function postings(at) {
    var cells = ready().posts[at];
    if (typeof cells !== "string") return cells;
    var doc = 0;
    var parsed = cells.split(" ").map(function (cell) {
      var parts = cell.split(".");
      doc += +parts[0];
      return [doc, parts[1] ? +parts[1] : 1];
    });
    index.posts[at] = parsed;
    return parsed;
  }

  // The terms that begin with a word, found by halving; if there are none, those one letter away.
  function termsFor(word) {
    var terms = ready().terms;
    var low = 0;
    var high = terms.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (terms[middle] < word) low = middle + 1;
      else high = middle;
    }
    var found = [];
    for (var i = low; i < terms.length && terms[i].indexOf(word) === 0; i++) {
      found.push([i, terms[i] === word ? 1 : 0.6 * (word.length / terms[i].length)]);
    }
    if (!found.length && word.length > 3) {
      terms.forEach(function (term, at) {
        if (Math.abs(term.length - word.length) < 2 && oneOff(term, word)) found.push([at, 0.3]);
      });
    }
    if (!found.length && word.length > 6) {
      terms.forEach(function (term, at) {
        if (Math.abs(term.length - word.length) < 3 && twoOff(term, word)) found.push([at, 0.2]);
      });
    }
    return found;
  }

  function oneOff(a, b) {
    if (a.length > b.length) return oneOff(b, a);
    var i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    if (a.length < b.length) return a.slice(i) === b.slice(i + 1);
    return (
      a.slice(i + 1) === b.slice(i + 1) ||
      (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2))
    );
  }

  // Whether taking one letter away from either, or from both, makes them alike but for one.
  function twoOff(a, b) {
    if (a[0] !== b[0]) return false;
    for (var i = 1; i < b.length; i++) {
      var shorter = b.slice(0, i) + b.slice(i + 1);
      if (oneOff(a, shorter)) return true;
      for (var j = 1; j < a.length; j++) {
        if (oneOff(a.slice(0, j) + a.slice(j + 1), shorter)) return true;
      }
    }
    return false;
  }

  // Words that every page has say nothing, unless the question has no others.
  var EMPTY = (
    "an and are as at be by can do does for from has how in into is it its my of on or that the " +
    "their then there these this to was what when where which who why with you your"
  ).split(" ");

  // 0: the query is a name of it. 1: a name begins with the query. 2: the title has all the words.
  function rank(doc, query, words) {
    var names = ready().names[doc];
    if (names.indexOf(query) >= 0) return 0;
    if (
      names.some(function (name) {
        return name.indexOf(query) === 0;
      })
    ) {
      return 1;
    }
    return words.every(function (word) {
      return names.some(function (name) {
        return (" " + name).indexOf(" " + word) >= 0;
      });
    })
      ? 2
      : 3;
  }

  function search(words, query) {
    var docs = window.SEARCH.docs;
    var scores = {};
    words.forEach(function (word) {
      var best = {};
      termsFor(word).forEach(function (term) {
        var posts = postings(term[0]);
        var rare = Math.log(1 + docs.length / posts.length);
        posts.forEach(function (post) {
          var score = term[1] * rare * post[1];
          if (!(best[post[0]] > score)) best[post[0]] = score;
        });
      });
      Object.keys(best).forEach(function (doc) {
        var entry = scores[doc] || (scores[doc] = { doc: +doc, words: 0, score: 0 });
        entry.words++;
        entry.score += best[doc];
      });
    });
    ready().names.forEach(function (names, doc) {
      if (names.indexOf(query) >= 0 && !scores[doc]) {
        scores[doc] = { doc: doc, words: words.length, score: 1 };
      }
    });
    return Object.keys(scores)
      .map(function (doc) {
        var entry = scores[doc];
        var folder = docs[doc][2].split("/")[0];
        // The course first, the source last; hints and solutions only after the chapter.
        entry.score *= { weeks: 1.3, src: 0.7, exercises: 0.5, solutions: 0.5 }[folder] || 1;
        entry.rank = rank(doc, query, words);
        entry.kind = docs[doc][4];
        return entry;
      })
      .sort(function (a, b) {
        return (
          (a.rank === 0 ? 0 : 1) - (b.rank === 0 ? 0 : 1) ||
          b.words - a.words ||
          a.rank - b.rank ||
          (a.rank < 2 ? a.kind - b.kind : 0) ||
          b.score - a.score ||
          a.doc - b.doc
        );
      });
  }

  function asWords(text) {
    return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];
  }

  // Returns the hits of what was typed, best first.
  function hitsOf(text) {
    var all = asWords(text).slice(0, 12);
    var words = all.filter(function (word) {
      return word.length > 1 && EMPTY.indexOf(word) < 0;
    });
    if (!words.length) {
      words = all.filter(function (word) {
        return word.length > 1;
      });
    }
    var hits = words.length ? search(words, all.join(" ")) : [];
    return { words: words, hits: hits, typed: all };
  }

  // For tests: where the hits of a query lead to, best first, and whether it is a name of each.
  window.eightweeksSearch = function (text) {
    return hitsOf(text).hits.map(function (hit) {
      return [window.SEARCH.docs[hit.doc][2], hit.rank === 0];
    });
  };

  function find() {
    if (!window.SEARCH) return;
    var found = hitsOf(input.value);
    var words = found.words;
    list.textContent = "";
    list.hidden = true;
    selected = 0;
    if (!words.length) {
      hint.textContent = found.typed.length
        ? "Type another letter."
        : "Arrow keys choose, Enter opens, Escape closes.";
      return;
    }
    var hits = found.hits;
    var full = hits.filter(function (h) {
      return h.words === words.length;
    });
    var shown = (full.length ? full : hits).slice(0, 40);
    var number = full.length ? full.length : hits.length;
    hint.textContent = number
      ? number + (number === 1 ? " hit" : " hits") + (full.length || words.length === 1 ? "" : ", none with all the words")
      : "Nothing found.";
    shown.forEach(function (hit, i) {
      var doc = window.SEARCH.docs[hit.doc];
      var a = make("a");
      a.href = base + doc[2];
      a.id = "hit-" + i;
      a.setAttribute("role", "option");
      a.tabIndex = -1;
      a.appendChild(marked(make("span", "title"), doc[0], words));
      a.appendChild(make("span", "place", doc[1]));
      a.appendChild(marked(make("span", "excerpt"), excerpt(doc[3], words), words));
      a.addEventListener("click", function () {
        dialog.close();
      });
      list.appendChild(a);
    });
    list.hidden = !shown.length;
    if (shown.length) select(0);
  }

  function excerpt(text, words) {
    var lower = text.toLowerCase();
    var at = -1;
    words.forEach(function (word) {
      var found = lower.search(new RegExp("(^|[^\\p{L}\\p{N}])" + word, "u"));
      if (found >= 0 && (at < 0 || found < at)) at = found;
    });
    var from = Math.max(0, at - 60);
    if (from > 0) from = text.indexOf(" ", from) + 1;
    var to = text.indexOf(" ", from + 170);
    if (to < 0 || to > from + 220) to = from + 190;
    return (from > 0 ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
  }

  function marked(element, text, words) {
    var pattern = new RegExp("(" + words.join("|") + ")", "giu");
    text.split(pattern).forEach(function (piece, i) {
      if (!piece) return;
      element.appendChild(i % 2 ? make("mark", "", piece) : document.createTextNode(piece));
    });
    return element;
  }
})();
