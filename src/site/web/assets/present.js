// A day on a projector: one stop at a time, figures by themselves, the guide's notes on demand.
(function () {
  "use strict";

  var all = window.eightweeks.all;
  var make = window.eightweeks.make;
  var button = window.eightweeks.button;

  // Returns copies: the stops of Read, each with its figures behind it, and the other parts whole.
  function slidesOf() {
    var slides = [];
    function add(title, nodes) {
      var slide = make("div", "slide");
      var heading = make("h2", "", title);
      slide.appendChild(heading);
      var figures = [];
      nodes.forEach(function (node) {
        var copy = node.cloneNode(true);
        all(".lab, .anchor, .copy, .knew", copy).forEach(function (e) { e.remove(); });
        all("[id]", copy).concat(copy).forEach(function (e) { e.removeAttribute("id"); });
        var figure = copy.matches(".imageblock") ? copy : null;
        if (figure) figures.push(figure);
        else if (!copy.matches("h1, h2, h3, .lab, .sect2, aside, .toc-inline")) {
          all(".imageblock", copy).forEach(function (f) { figures.push(f); f.remove(); });
          slide.appendChild(copy);
        }
      });
      figures.forEach(function (figure) {
        var alone = make("div", "slide whole");
        alone.appendChild(make("h2", "", title));
        alone.appendChild(figure);
        slides.push(alone);
      });
      if (slide.children.length > 1) slides.push(slide);
    }
    function text(heading) {
      var copy = heading.cloneNode(true);
      all(".anchor, .min", copy).forEach(function (e) { e.remove(); });
      return copy.textContent.trim();
    }
    all("article .sect1").forEach(function (part) {
      var title = text(part.querySelector("h2"));
      var body = part.querySelector(".sectionbody") || part;
      add(title, Array.prototype.slice.call(body.children));
      all(":scope > .sect2", body).forEach(function (stop) {
        add(text(stop.querySelector("h3")), Array.prototype.slice.call(stop.children));
      });
    });
    return slides;
  }

  var dialog, slides, at, stage, count, notes;

  function show(to) {
    at = Math.max(0, Math.min(slides.length - 1, to));
    stage.textContent = "";
    stage.appendChild(slides[at]);
    stage.scrollTop = 0;
    count.textContent = at + 1 + " of " + slides.length;
  }

  function build() {
    dialog = make("dialog", "present");
    dialog.setAttribute("aria-label", "The day on a projector");
    stage = make("div", "stage");
    stage.tabIndex = 0;
    notes = make("aside", "notes");
    notes.hidden = true;
    notes.setAttribute("aria-label", "Notes for the speaker");
    var speaker = document.querySelector("aside.speaker");
    notes.innerHTML = speaker ? speaker.innerHTML : "<p>The guide has no notes for this day.</p>";
    count = make("span");
    count.setAttribute("role", "status");
    var bar = make("div", "bar");
    var noteButton = button("Notes (n)", toggleNotes);
    noteButton.setAttribute("aria-expanded", "false");
    function toggleNotes() {
      notes.hidden = !notes.hidden;
      noteButton.setAttribute("aria-expanded", String(!notes.hidden));
    }
    bar.appendChild(button("Previous", function () { show(at - 1); }));
    bar.appendChild(count);
    bar.appendChild(button("Next", function () { show(at + 1); }));
    bar.appendChild(noteButton);
    bar.appendChild(button("Close", function () { dialog.close(); }));
    [stage, notes, bar].forEach(function (e) { dialog.appendChild(e); });
    document.body.appendChild(dialog);
    dialog.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        show(at + step);
      } else if (event.key === "n") {
        toggleNotes();
      }
    });
  }

  function open() {
    slides = slidesOf();
    if (!dialog) build();
    show(0);
    dialog.showModal();
    stage.focus();
  }

  var facts = document.querySelector(".facts");
  if (facts) {
    var row = make("p", "present-open");
    row.appendChild(button("Show on a projector", open));
    facts.after(row);
  }
  if (/[?&]present\b/.test(location.search)) open();
})();
