// Before anything is painted: the theme that was chosen, so that no page flashes in the wrong one.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var asked = /[?&]theme=(light|dark)\b/.exec(location.search);
  var chosen = null;
  try {
    chosen = localStorage.getItem("eightweeks.theme");
  } catch (e) {
    // no storage here: the system's theme it is
  }
  var theme = asked ? asked[1] : chosen;
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
})();
