// Recall cards: what was right is kept in the browser, and comes back after 1, 3 and 7 days.
(function () {
  "use strict";

  var KEY = "eightweeks.cards";
  var DAYS = [1, 3, 7];

  // Days since 1970 in the reader's own time zone.
  function today() {
    var now = new Date();
    return Math.floor((now.getTime() / 60000 - now.getTimezoneOffset()) / 1440);
  }

  // By the card's id: how often it was right in a row, and the day on which it comes back.
  function load() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch (e) {
      return {};
    }
  }

  function save(cards) {
    try {
      localStorage.setItem(KEY, JSON.stringify(cards));
    } catch (e) {
      // a browser may refuse; then nothing is remembered
    }
  }

  var all = window.eightweeks.all;

  function isKnown(card) {
    return card[0] > DAYS.length;
  }

  function inDays(days) {
    return days === 1 ? "tomorrow" : "in " + days + " days";
  }

  function said(card) {
    if (!card) return "";
    if (isKnown(card)) return "You knew it four times. It does not come back.";
    var days = card[1] - today();
    if (days > 0) return "You knew it. It comes back " + inDays(days) + ".";
    return card[0] ? "It is back: do you still know it?" : "Not yet. It stays among the cards of today.";
  }

  function answer(id, right) {
    var cards = load();
    var level = cards[id] ? cards[id][0] : 0;
    // Right twice on one day counts once.
    if (right && cards[id] && cards[id][0] && cards[id][1] > today()) return;
    cards[id] = right ? [level + 1, today() + (DAYS[level] || 0)] : [0, today()];
    save(cards);
    show();
  }

  all("details[data-card]").forEach(function (fold) {
    var row = document.createElement("p");
    row.className = "knew";
    [["I knew it", true], ["Not yet", false]].forEach(function (choice) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = choice[0];
      button.addEventListener("click", function () {
        answer(fold.dataset.card, choice[1]);
      });
      row.appendChild(button);
      row.appendChild(document.createTextNode(" "));
    });
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    row.appendChild(status);
    fold.querySelector(".content").appendChild(row);
  });

  // A card is due from the day on that it was answered for; a card never answered is not due yet.
  function isDue(card) {
    return card && !isKnown(card) && card[1] <= today();
  }

  var everything = false;
  function show() {
    var cards = load();
    all("details[data-card]").forEach(function (fold) {
      var card = cards[fold.dataset.card];
      fold.querySelector(".knew [role=status]").textContent = said(card);
      fold.classList.toggle("is-known", !!card && card[0] > 0 && !isDue(card));
    });
    var shown = 0;
    var there = all("[data-recall]");
    var started = there.some(function (section) {
      return cards[section.dataset.recall];
    });
    there.forEach(function (section) {
      var due = isDue(cards[section.dataset.recall]);
      section.hidden = started && !everything && !due;
      if (!section.hidden) shown++;
    });
    var state = document.querySelector(".cards-state");
    if (state) {
      state.hidden = false;
      var next = Object.keys(cards)
        .map(function (id) {
          return isKnown(cards[id]) || isDue(cards[id]) ? Infinity : cards[id][1] - today();
        })
        .sort(function (a, b) {
          return a - b;
        })[0];
      state.textContent = !started
        ? "Nothing is remembered yet: here are all cards."
        : everything
          ? "All " + there.length + " cards."
          : shown
            ? shown + (shown === 1 ? " card is" : " cards are") + " due today."
            : "No card is due today." + (next < Infinity ? " The next one comes back " + inDays(next) + "." : "");
      var button = document.querySelector(".cards-all");
      button.hidden = !started;
      button.textContent = everything ? "Show the cards of today" : "Show all cards";
    }
    if (window.eightweeksDue) window.eightweeksDue();
  }

  var toggle = document.querySelector(".cards-all");
  if (toggle) {
    toggle.addEventListener("click", function () {
      everything = !everything;
      show();
    });
  }
  addEventListener("storage", show);
  show();
})();
