/*
 * The console: a line is typed, redis-cli's own code makes a request of it, the server in the page
 * answers, redis-cli's own code shows the reply. All of these are Java (server.js, built from the
 * server's sources by TeaVM); this file only puts texts into the page.
 */
(function () {
  'use strict';
  const root = document.getElementById('console');
  const server = window; // where server.js puts start(), request(), talk(), pass() and shown()
  const log = root.querySelector('[data-part=log]');
  const form = root.querySelector('form');
  const input = root.querySelector('input');
  const history = [];
  let past = 0;

  /** Bytes as a person reads them: line ends are shown and begin a new line. */
  function readable(bytes) {
    let text = '';
    for (const c of bytes) {
      const code = c.charCodeAt(0);
      if (c === '\r') text += '\\r';
      else if (c === '\n') text += '\\n\n';
      else if (code < 32 || code > 126) text += '\\x' + code.toString(16).padStart(2, '0');
      else text += c;
    }
    return text.replace(/\n$/, '');
  }

  /** The characters of a line as the UTF-8 bytes that a terminal would send, one character a byte. */
  function latin(line) {
    return Array.from(new TextEncoder().encode(line), (b) => String.fromCharCode(b)).join('');
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  function bytes(title, text) {
    const box = element('div', 'console-bytes', '');
    box.append(element('span', 'console-title', title), element('pre', '', readable(text) || ' '));
    return box;
  }

  /** Runs one line; returns what redis-cli would have printed. */
  function run(line) {
    const request = server.request(latin(line));
    if (request === '') return '';
    const entry = element('div', 'console-entry', '');
    entry.append(element('div', 'console-typed', '127.0.0.1:6379> ' + line));
    let shown = 'Invalid argument(s)\n';
    if (request !== null) {
      const reply = server.talk(request);
      shown = server.shown(reply);
      const blocked = reply === '';
      form.classList.toggle('is-blocked', blocked);
      if (blocked) {
        shown = /^\s*shutdown/i.test(line)
            ? 'The server has ended. Start a new one with the button below.\n'
            : 'Blocked: no reply yet. Let time pass, or start a new server.\n';
      }
      const wire = element('div', 'console-wire', '');
      wire.append(bytes('request, ' + request.length + ' bytes', request));
      wire.append(bytes('reply, ' + reply.length + ' bytes', reply));
      entry.append(element('pre', 'console-reply', shown.replace(/\n$/, '')), wire);
    } else {
      entry.append(element('pre', 'console-reply', shown.trim()));
    }
    log.append(entry);
    log.scrollTop = entry.offsetTop - log.offsetTop; // a long reply is read from its beginning
    return shown;
  }

  function restart() {
    server.start(Date.now());
    log.replaceChildren(
        element('div', 'console-note', 'A server of weeks 1 to 3 is running in this page.'));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const line = input.value;
    if (line.trim() === '') return;
    history.push(line);
    past = history.length;
    input.value = '';
    run(line);
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    past = Math.min(history.length, Math.max(0, past + step));
    input.value = history[past] || '';
  });
  root.querySelectorAll('[data-run]').forEach((button) =>
      button.addEventListener('click', () => run(button.dataset.run)));
  root.querySelectorAll('[data-pass]').forEach((button) =>
      button.addEventListener('click', () => {
        const arrived = server.pass(Number(button.dataset.pass));
        log.append(element('div', 'console-note', button.textContent + ' have passed.'));
        if (arrived !== '') log.append(element('pre', 'console-reply', server.shown(arrived)));
        log.scrollTop = log.scrollHeight;
      }));
  root.querySelector('[data-part=restart]').addEventListener('click', restart);

  restart();
  root.hidden = false;

  // ?run=lines: a page of the reference asks for its example.
  const asked = new URLSearchParams(location.search).get('run');
  if (asked) {
    asked.split('\n').forEach((line) => run(line));
    input.focus();
  }

  window.eightweeksConsole = { run, pass: (millis) => server.pass(millis), restart };
})();
