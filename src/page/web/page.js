/*
 * The console: a line is typed, redis-cli's own code makes a request of it, the server in the page
 * answers, redis-cli's own code shows the reply. All of these are Java (server.js, built from the
 * server's sources by TeaVM); this file only puts texts into the page.
 */
(function () {
  'use strict';
  const root = document.getElementById('console');
  const server = window; // where server.js puts start(), request(), talk() and the others
  const restartButton = root.querySelector('[data-part=restart]');
  const secondButton = root.querySelector('[data-part=second]');
  const history = [];

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

  /** One client: its log, its line, and the command that it waits for. */
  function client(section, who) {
    const log = section.querySelector('[data-part=log]');
    const form = section.querySelector('form');
    const input = section.querySelector('input');
    const label = section.querySelector('label');
    const interrupt = section.querySelector('[data-part=interrupt]');
    let past = 0;
    let waiting = null; // the line whose reply has not come

    function add(entry) {
      log.append(entry);
      log.scrollTop = entry.offsetTop - log.offsetTop; // a long reply is read from its beginning
    }
    function state() {
      const ended = server.hasEnded();
      form.classList.toggle('is-blocked', waiting !== null && !ended);
      form.classList.toggle('is-over', ended);
      label.textContent = ended ? 'not connected>' : '127.0.0.1:6379>';
      interrupt.hidden = waiting === null || ended;
      input.readOnly = waiting !== null || ended;
      input.placeholder = ended
          ? 'The server has ended.'
          : waiting !== null ? 'Blocked. Ctrl-C interrupts.' : '';
    }
    function show(line, request, reply, shown, entry) {
      entry.append(element('pre', 'console-reply', shown.replace(/\r/g, '').replace(/\n$/, '')));
      if (request !== null) {
        const wire = element('div', 'console-wire', '');
        wire.append(bytes('request, ' + request.length + ' bytes', request));
        wire.append(bytes('reply, ' + reply.length + ' bytes', reply));
        entry.append(wire);
      }
      add(entry);
    }
    const self = {
      /** Runs one line; returns what redis-cli would have printed. */
      run(line) {
        if (waiting !== null || server.hasEnded()) {
          const why = server.hasEnded()
              ? 'The server has ended. Start a new one.'
              : 'This client waits for the reply to ' + waiting + '.';
          add(element('div', 'console-note', why));
          return why;
        }
        if (/^\s*clear\s*$/i.test(line)) {
          log.replaceChildren();
          return '';
        }
        const request = server.request(latin(line));
        if (request === '') return '';
        const entry = element('div', 'console-entry', '');
        entry.append(element('div', 'console-typed', '127.0.0.1:6379> ' + line));
        let shown = 'Invalid argument(s)\n';
        if (request === null) {
          show(line, null, '', shown, entry);
        } else if (server.isHelp(latin(line))) {
          shown = server.help(latin(line)).replace(/\u001b\[[0-9;]*m/g, '');
          show(line, null, '', shown.replace(/^\r\n|\r\n$/g, ''), entry);
        } else {
          const reply = server.talk(who, request);
          shown = server.shown(latin(line), reply);
          if (reply === '' && server.hasEnded()) {
            shown = 'The server has ended. Start a new one with the button below.\n';
          } else if (reply === '') {
            waiting = line.trim();
            shown = 'Blocked: no reply yet. Let time pass, have the second client act, or press Ctrl-C.\n';
          }
          show(line, request, reply, shown, entry);
        }
        everyone();
        return shown;
      },
      /** Shows what the server has sent by itself: the reply that was waited for, or a message. */
      receive() {
        const arrived = server.receive(who);
        if (arrived !== '') {
          const entry = element('div', 'console-entry', '');
          const title = waiting === null ? 'Pushed by the server:' : 'The reply to ' + waiting + ':';
          entry.append(element('div', 'console-note', title));
          entry.append(element('pre', 'console-reply', server.shown('', arrived).replace(/\n$/, '')));
          const wire = element('div', 'console-wire', '');
          wire.append(bytes('reply, ' + arrived.length + ' bytes', arrived));
          entry.append(wire);
          waiting = null;
          add(entry);
        }
        state();
      },
      interrupt() {
        if (waiting === null) return;
        server.interrupt(who);
        waiting = null;
        add(element('div', 'console-note', '^C: the connection was closed, and another one is open.'));
        everyone();
        input.focus();
      },
      reset(note) {
        waiting = null;
        log.replaceChildren(element('div', 'console-note', note));
        state();
      },
      note(text) { add(element('div', 'console-note', text)); },
      focus() { input.focus({ preventScroll: true }); },
      isShown: () => !section.hidden,
      section, state,
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const line = input.value;
      if (line.trim() === '' || input.readOnly) return;
      history.push(line);
      past = history.length;
      input.value = '';
      self.run(line);
      if (server.hasEnded()) restartButton.focus();
    });
    input.addEventListener('focus', () => { active = self; });
    input.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() === 'c' && event.ctrlKey && waiting !== null) {
        event.preventDefault();
        self.interrupt();
        return;
      }
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (step === undefined || input.readOnly) return;
      event.preventDefault();
      past = Math.min(history.length, Math.max(0, past + step));
      input.value = history[past] || '';
    });
    interrupt.addEventListener('click', () => self.interrupt());
    return self;
  }

  const clients = Array.from(root.querySelectorAll('.console-client'), client);
  let active = clients[0];

  /** Every client shows what it has received. */
  function everyone() {
    clients.forEach((one) => one.receive());
  }

  function restart() {
    server.start(Date.now());
    clients.forEach((one) => one.reset('A server of weeks 1 to 3 is running in this page.'));
  }

  function pass(millis) {
    server.pass(millis);
    const arrived = server.receive(0);
    return arrived;
  }

  root.querySelectorAll('[data-run]').forEach((button) =>
      button.addEventListener('click', () => {
        active.run(button.dataset.run);
        active.focus();
      }));
  root.querySelectorAll('[data-pass]').forEach((button) =>
      button.addEventListener('click', () => {
        if (!server.hasEnded()) {
          server.pass(Number(button.dataset.pass));
          clients.filter((one) => one.isShown()).forEach((one) => {
            one.note(button.textContent + ' have passed.');
          });
        }
        everyone();
        active.focus();
      }));
  secondButton.addEventListener('click', () => {
    const second = clients[1];
    second.section.hidden = !second.section.hidden;
    root.classList.toggle('has-two', !second.section.hidden);
    secondButton.setAttribute('aria-expanded', String(!second.section.hidden));
    secondButton.textContent = second.section.hidden ? 'A second client' : 'Hide the second client';
    active = second.section.hidden ? clients[0] : second;
    active.focus();
  });
  restartButton.addEventListener('click', () => {
    restart();
    active.focus();
  });

  restart();
  root.hidden = false;

  // ?run=lines: a page of the reference asks for its example.
  const asked = new URLSearchParams(location.search).get('run');
  if (asked) {
    asked.split('\n').forEach((line) => clients[0].run(line));
    clients[0].focus();
  } else if (matchMedia('(pointer: fine)').matches && !location.hash) {
    clients[0].focus();
  }

  window.eightweeksConsole = { run: (line) => clients[0].run(line), pass, restart };
})();
