// What a page does with the server's own code: forms that it checks, figures that step through it,
// sessions that it runs. The code is docs/console/server.js, made of the Java sources by TeaVM;
// it is fetched when it is first wanted.
(function () {
  "use strict";

  var base = document.body.dataset.root;
  var loading;

  var all = window.eightweeks.all;
  var make = window.eightweeks.make;
  var button = window.eightweeks.button;

  function withServer(status, act) {
    if (window.turnBegin) return act();
    status.textContent = "Loading the server …";
    if (!loading) {
      loading = make("script");
      loading.src = base + "docs/console/server.js";
      document.head.appendChild(loading);
    }
    loading.addEventListener("load", function () {
      status.textContent = "";
      act();
    });
    loading.addEventListener("error", function () {
      status.textContent = "The server could not be loaded.";
    });
  }

  function latin(line) {
    return Array.from(new TextEncoder().encode(line), function (b) {
      return String.fromCharCode(b);
    }).join("");
  }

  // Predictions.

  /** A whole number, with separators of thousands or without; null if it is none. */
  function number(typed) {
    var text = typed.trim();
    if (/^-?\d{1,3}([,'_ ])\d{3}(\1\d{3})*$/.test(text)) text = text.replace(/[,'_ ]/g, "");
    return /^-?\d{1,18}$/.test(text) ? +text : null;
  }

  function keep(key, value) {
    try {
      if (value === undefined) return localStorage.getItem("eightweeks.predict." + key) || "";
      localStorage.setItem("eightweeks.predict." + key, value);
    } catch (e) {
      // nothing is remembered
    }
    return "";
  }

  all("form[data-predictions]").forEach(function (form) {
    var sum = form.querySelector(".sum");
    var rows = all("li[data-key]", form);
    form.hidden = false;
    var file = form.nextElementSibling;
    if (file && file.classList.contains("listingblock")) {
      var fold = make("details", "answer");
      fold.appendChild(make("summary", "", "The same questions as the file on your desk"));
      var content = make("div", "content");
      file.before(fold);
      content.appendChild(file);
      fold.appendChild(content);
    }
    rows.forEach(function (row) {
      var input = row.querySelector("input");
      input.value = keep(form.dataset.predictions + "." + row.dataset.key);
      input.addEventListener("input", function () {
        keep(form.dataset.predictions + "." + row.dataset.key, input.value);
        row.querySelector(".said").textContent = "";
        row.classList.remove("is-right", "is-wrong");
      });
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var bad = rows.filter(function (row) {
        return number(row.querySelector("input").value) === null;
      });
      if (bad.length) {
        sum.textContent =
          bad.length === 1
            ? "One prediction is not a whole number yet."
            : bad.length + " predictions are not whole numbers yet.";
        bad[0].querySelector("input").focus();
        return;
      }
      withServer(sum, function () {
        var right = 0;
        rows.forEach(function (row) {
          var measured = window.measure(row.dataset.key).split("\n");
          var good = number(row.querySelector("input").value) === +measured[0];
          if (good) right++;
          row.classList.toggle("is-right", good);
          row.classList.toggle("is-wrong", !good);
          var said = row.querySelector(".said");
          said.textContent = "";
          said.appendChild(
            make("p", "", good ? "Right: the loop counted " + measured[0] + "." : "Not so. What the loop did:")
          );
          if (good) return;
          var list = make("ol", "timeline");
          measured.slice(1).forEach(function (note) {
            var item = make("li");
            item.appendChild(make("span", "at", note.split("\t")[0]));
            item.appendChild(make("span", "", note.split("\t")[1]));
            list.appendChild(item);
          });
          said.appendChild(list);
        });
        sum.textContent =
          right === rows.length
            ? "All " + rows.length + " are right."
            : right + " of " + rows.length + " are right. Read what the loop did, and predict again.";
      });
    });
  });

  // Figures. Lines of the snippets that a figure is about are marked by a piece of their text. Returns whether there
  // is such a line.

  function mark(figure, piece) {
    var snippets = figure.dataset.of.split(" ").filter(Boolean).map(function (id) {
      return document.getElementById(id);
    });
    var lines = snippets.reduce(function (before, snippet) {
      return before.concat(all(".l:not(.dim)", snippet));
    }, []);
    lines.forEach(function (line) {
      line.classList.remove("now");
    });
    if (!piece) return false;
    var line = lines.filter(function (l) {
      return l.textContent.indexOf(piece) >= 0;
    })[0];
    if (line) line.classList.add("now");
    return Boolean(line);
  }

  function head(figure, title) {
    figure.appendChild(make("div", "label", title));
    var status = make("p", "state");
    status.setAttribute("role", "status");
    return status;
  }

  // The parser, byte by byte.

  function readable(c) {
    if (c === "\r") return "\\r";
    if (c === "\n") return "\\n";
    var code = c.charCodeAt(0);
    return code < 32 || code > 126 ? "\\x" + (code < 16 ? "0" : "") + code.toString(16) : c;
  }

  function bytesOf(text) {
    return latin(text)
      .replace(/\\r/g, "\r")
      .replace(/\\n/g, "\n")
      .replace(/\\x([0-9a-f]{2})/gi, function (m, hex) {
        return String.fromCharCode(parseInt(hex, 16));
      });
  }

  function queryFigure(figure) {
    var status = head(figure, "Step through it: RESP, byte by byte");
    var label = make("label", "", "Bytes that the client sends ");
    var input = make("input");
    input.value = "*2\\r\\n$4\\r\\nECHO\\r\\n$5\\r\\nhello\\r\\n";
    input.spellcheck = false;
    input.autocomplete = "off";
    label.appendChild(input);
    var line = make("div", "bytes");
    var table = make("dl", "numbers");
    var cells = {};
    ["argumentsLeft", "bulkLength", "found", "arguments"].forEach(function (name) {
      var box = make("div");
      box.appendChild(make("dt", "", name));
      cells[name] = make("dd");
      box.appendChild(cells[name]);
      table.appendChild(box);
    });
    var bytes = "";
    var fed = 0;
    function again() {
      window.queryBegin();
      bytes = bytesOf(input.value);
      fed = 0;
      show(["INCOMPLETE", "0", "-1", "0", "0", "0", ""], []);
      status.textContent = "The buffer is empty, and the parser remembers nothing.";
      mark(figure, "");
    }
    function show(state, words) {
      line.textContent = "";
      bytes.split("").forEach(function (c, i) {
        var css = i >= fed ? "later" : i < +state[3] ? "done" : i < +state[4] ? "parsed" : "waits";
        line.appendChild(make("span", css, readable(c)));
      });
      cells.argumentsLeft.textContent = state[1];
      cells.bulkLength.textContent = state[2];
      cells.found.textContent = state[0];
      cells.arguments.textContent = words.length
        ? words
            .map(function (w) {
              return '"' + w.split("").map(readable).join("") + '"';
            })
            .join(" ")
        : "none";
    }
    function feed(count) {
      withServer(status, function () {
        if (!bytes) again();
        var words;
        var state;
        for (var i = 0; i < count && fed < bytes.length; i++) {
          var lines = window.queryFeed(bytes[fed++]).split("\n");
          state = lines[0].split("\t");
          words = lines.slice(1);
          if (state[0] !== "INCOMPLETE") break;
        }
        if (!state) {
          status.textContent = "All bytes have been sent.";
          return;
        }
        show(state, words);
        var left = +state[1];
        var length = +state[2];
        status.textContent =
          state[0] === "COMMAND"
            ? "A command is complete: it runs now."
            : state[0] === "ERROR"
              ? "Protocol error: " + state[6] + ". The connection is closed."
              : left === 0
                ? "No command has begun: the number of arguments is read, up to its line end."
                : length < 0
                  ? "Arguments still to come: " + left + ". The length of the next one is read."
                  : "Arguments still to come: " + left + ". The next one has " + length + " bytes and a line end.";
        mark(
          figure,
          state[0] === "COMMAND"
            ? "return Found.COMMAND"
            : left === 0 || state[0] === "ERROR"
              ? ""
              : length < 0
                ? "bulkHeader(limits)"
                : "end - position <"
        );
      });
    }
    var buttons = make("div", "buttons");
    buttons.appendChild(button("Next byte", function () { feed(1); }));
    buttons.appendChild(button("Up to the end of the command", function () { feed(1e6); }));
    buttons.appendChild(button("From the beginning", function () { withServer(status, again); }));
    input.addEventListener("change", function () { withServer(status, again); });
    [label, line, table, status, buttons].forEach(function (e) { figure.appendChild(e); });
    status.textContent = "Each byte goes to the real parser, compiled for this page.";
  }

  // A turn of the loop.

  var STEPS = [
    ["phases", "Phases before the sleep", "runPhases(Phase.PENDING"],
    ["poll", "Poll", "transport.poll"],
    ["after", "Time is read, after the sleep", "runPhases(Phase.AFTER"],
    ["ready", "Channels that are ready", "runFired(fired)"],
    ["posted", "Posted tasks", "runPosted()"],
    ["timers", "Timers that are due", "timers.runDue"],
  ];

  function turnFigure(figure) {
    var status = head(figure, "Step through it: a turn of the loop");
    var rows = {};
    var table = make("ol", "turn");
    STEPS.forEach(function (step) {
      var row = make("li");
      row.appendChild(make("b", "", step[1]));
      rows[step[0]] = make("ul");
      row.appendChild(rows[step[0]]);
      table.appendChild(row);
    });
    var notes = [];
    var at = -1;
    var turns = 0;
    function start(act) {
      withServer(status, function () {
        if (!turns) {
          window.turnBegin();
          turns = 1;
        }
        act();
      });
    }
    function waiting() {
      var w = window.turnWaiting().split("\t");
      return "Clock: " + w[0] + " ms. Replies still to go out: " + w[1] + ". Next timer in " + w[2] + " ms.";
    }
    function clear() {
      STEPS.forEach(function (step) {
        rows[step[0]].textContent = "";
        rows[step[0]].parentNode.classList.remove("now", "past");
      });
    }
    // The loop runs a whole turn at once; its notes are shown step by step.
    function step() {
      if (at < 0 || at >= STEPS.length) {
        clear();
        notes = window.turnRun().split("\n").map(function (n) { return n.split("\t"); });
        at = 0;
      }
      var name = STEPS[at][0];
      STEPS.forEach(function (s, i) {
        rows[s[0]].parentNode.classList.toggle("now", i === at);
        rows[s[0]].parentNode.classList.toggle("past", i < at);
      });
      var here = notes.filter(function (n) { return n[0] === name; });
      here.forEach(function (n) {
        var item = make("li");
        item.appendChild(make("span", "at", n[1] + " ms"));
        item.appendChild(make("span", "", n[2]));
        rows[name].appendChild(item);
      });
      if (!here.length) rows[name].appendChild(make("li", "none", "nothing to do"));
      mark(figure, STEPS[at][2]);
      at++;
      status.textContent =
        at === STEPS.length ? "The turn is over. " + waiting() : "Turn " + turns + ", step " + at + " of " + STEPS.length + ".";
      if (at === STEPS.length) turns++;
    }
    function add(what, act) {
      return button(what, function () {
        start(function () {
          act();
          status.textContent = what + ": it waits. " + waiting();
        });
      });
    }
    var give = make("div", "buttons");
    give.appendChild(add("Client sends PING", function () { window.turnSend("PING"); }));
    give.appendChild(add("Client sends a command of 30 ms", function () { window.turnSend("WORK 30"); }));
    give.appendChild(add("Timer in 20 ms, takes 40 ms", function () { window.turnTimer(20, 40); }));
    give.appendChild(add("Another thread posts a task", function () { window.turnPost(); }));
    var go = make("div", "buttons");
    go.appendChild(button("Next step", function () { start(step); }));
    go.appendChild(
      button("Whole turn", function () {
        start(function () {
          do step();
          while (at < STEPS.length);
        });
      })
    );
    go.appendChild(
      button("From the beginning", function () {
        turns = 0;
        at = -1;
        clear();
        mark(figure, "");
        start(function () { status.textContent = "A new server, one client. " + waiting(); });
      })
    );
    [give, table, status, go].forEach(function (e) { figure.appendChild(e); });
    status.textContent = "The loop is the real one, on a clock that moves only when the loop sleeps or works.";
  }

  // A figure that keeps its steps (eightweeks.page.figure). All that it says and draws is Java's.

  var WIDEST = 900;

  function stepsFigure(form) {
    var id = form.dataset.figure;
    var status = form.querySelector(".state");
    var picture = form.querySelector(".picture");
    var numbers = form.querySelector(".numbers");
    var fields = all("input, select", form);
    var go = {};
    var begun = false;
    var drawn = 0;

    // A recorded run is shown until the reader acts: the build has made its scenes, so no server is needed.
    var record = form.querySelector("script.recorded");
    var recorded = record ? JSON.parse(record.textContent) : [];
    var at = recorded.length ? 0 : -1; // the scene of the recorded run that is shown; -1 for none

    function draw() {
      drawn = Math.min(WIDEST, picture.clientWidth);
      if (at < 0) picture.innerHTML = window.figureDraw(id, drawn);
    }

    function replayed() {
      var scene = recorded[at];
      picture.innerHTML =
        '<div class="desk">' + scene.desk + '</div><div class="phone">' + scene.phone + "</div>";
      return {
        said: scene.said, state: scene.state, facts: scene.facts, code: "",
        before: at, behind: recorded.length - 1 - at,
      };
    }

    function live() {
      var place = window.figurePlace(id).split(" ");
      draw();
      return {
        said: window.figureSaid(id), state: window.figureState(id), facts: window.figureFacts(id),
        code: window.figureCode(id), before: +place[0], behind: +place[1],
      };
    }

    function show() {
      var scene = at < 0 ? live() : replayed();
      status.textContent = scene.said;
      picture.setAttribute("aria-label", scene.state);
      numbers.textContent = "";
      scene.facts.trim().split("\n").forEach(function (line) {
        var box = make("div");
        box.appendChild(make("dt", "", line.split("\t")[0]));
        box.appendChild(make("dd", "", line.split("\t")[1]));
        numbers.appendChild(box);
      });
      // Not disabled: that would take the focus away from who presses it.
      go.back.setAttribute("aria-disabled", String(!scene.before));
      go.forward.setAttribute("aria-disabled", String(!scene.behind));
      var pieces = scene.code.split("\n");
      mark(form, "");
      for (var i = 0; i < pieces.length && !mark(form, pieces[i]); i++);
    }

    function run(act) {
      withServer(status, function () {
        if (!begun && at < 0) window.figureBegin(id);
        begun = true;
        act();
        show();
      });
    }

    function act(name) {
      run(function () {
        if (at >= 0) window.figureBeginAt(id, at);
        at = -1;
        window.figureAct(id, name, text(0), text(1));
      });
    }

    function text(i) {
      return fields[i] ? latin(fields[i].value) : "";
    }

    var moves = {
      back: function () { window.figureBack(id); },
      forward: function () { window.figureForward(id); },
      begin: function () { window.figureBegin(id); },
    };

    function move(where) {
      if (recorded.length && (at >= 0 || where === "begin")) {
        var next = { back: at - 1, forward: at + 1, begin: 0 }[where];
        at = Math.min(recorded.length - 1, Math.max(0, next));
        show();
      } else {
        run(moves[where]);
      }
    }

    all("[data-go]", form).forEach(function (b) {
      go[b.dataset.go] = b;
      b.addEventListener("click", function () { move(b.dataset.go); });
    });
    go.back.setAttribute("aria-disabled", "true");
    go.forward.setAttribute("aria-disabled", String(!recorded.length));
    all("[data-act]", form).forEach(function (b) {
      if (b.type !== "submit") b.addEventListener("click", function () { act(b.dataset.act); });
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      act(form.querySelector("[type=submit]").dataset.act);
    });
    form.addEventListener("keydown", function (event) {
      var where = { ArrowLeft: "back", ArrowRight: "forward" }[event.key];
      var types = /^(INPUT|SELECT)$/.test(event.target.tagName);
      if (!where || types || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      move(where);
    });
    new ResizeObserver(function () {
      if (begun && at < 0 && Math.min(WIDEST, picture.clientWidth) !== drawn) draw();
    }).observe(picture);
  }

  all("[data-figure]").forEach(function (figure) {
    figure.hidden = false;
    if (figure.classList.contains("steps")) {
      stepsFigure(figure);
      return;
    }
    figure.setAttribute("role", "group");
    figure.setAttribute("aria-label", figure.dataset.figure === "turn" ? "A turn, step by step" : "RESP, byte by byte");
    if (figure.dataset.figure === "turn") turnFigure(figure);
    else queryFigure(figure);
  });

  // Sessions. One runs behind those before it on its page, on a server of its own.

  function runStep(step) {
    if (step.pass) window.pass(step.pass);
    var line = latin(step.line);
    var request = window.request(line);
    if (request === null) return "Invalid argument(s)";
    var shown = window.shown(line, window.talk(0, request)).replace(/\r/g, "").replace(/\n$/, "");
    if (!step.grep) return shown;
    var pattern = new RegExp(step.grep);
    return shown
      .split("\n")
      .filter(function (l) { return pattern.test(l); })
      .join("\n");
  }

  var sessions = all("pre[data-run]");
  sessions.forEach(function (pre, index) {
    var row = make("div", "lab run");
    var status = make("span", "state");
    status.setAttribute("role", "status");
    var out = make("pre", "ran");
    out.hidden = true;
    out.tabIndex = 0;
    out.setAttribute("aria-label", "What the page’s server replied");
    row.appendChild(
      button("Run it here", function () {
        withServer(status, function () {
          window.start(Date.now());
          sessions.slice(0, index).forEach(function (before) {
            JSON.parse(before.dataset.run).forEach(runStep);
          });
          out.textContent = "";
          JSON.parse(pre.dataset.run).forEach(function (step) {
            var shell = (step.pass ? "sleep " + step.pass / 1000 + "; " : "") + step.line;
            out.appendChild(make("b", "", "> " + shell + (step.grep ? " | grep " + step.grep : "") + "\n"));
            out.appendChild(document.createTextNode(runStep(step) + "\n"));
          });
          out.hidden = false;
        });
      })
    );
    row.appendChild(status);
    row.appendChild(out);
    (pre.closest(".listingblock") || pre).after(row);
  });
})();
