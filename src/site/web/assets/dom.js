// Small helpers that the other scripts share.
window.eightweeks = (function () {
  "use strict";

  function all(selector, from) {
    return Array.prototype.slice.call((from || document).querySelectorAll(selector));
  }

  function make(tag, css, text) {
    var element = document.createElement(tag);
    if (css) element.className = css;
    if (text) element.textContent = text;
    return element;
  }

  function button(text, act) {
    var made = make("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  return { all: all, make: make, button: button };
})();
