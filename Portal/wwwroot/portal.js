// What the browser does by itself: theme, copying, reconnecting, keys, alerts, and saying that its person is still there.

const activityEvery = 30_000;
let lastActivity = 0;

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-theme-toggle]')) {
    window.portalTheme.toggle();
  }
  if (target?.closest('[data-reconnect]')) {
    reconnect();
  }
  if (target?.closest('[data-reload]')) {
    location.reload();
  }
  const copy = target?.closest('[data-copy]');
  if (copy) {
    copyFrom(copy);
  }
});

for (const name of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
  document.addEventListener(name, noteActivity, { capture: true, passive: true });
}

function noteActivity(event) {
  const now = Date.now();
  if (!event.isTrusted || now - lastActivity < activityEvery || !document.querySelector('[data-activity]')) {
    return;
  }
  lastActivity = now;
  fetch('/sign-in/activity', { method: 'POST' }).catch(() => { lastActivity = 0; });
}

async function reconnect() {
  try {
    if (!(await Blazor.reconnect())) {
      location.reload();
    }
  } catch {
    // Still unreachable: the overlay stays, the person tries again.
  }
}

async function copyFrom(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) {
    return;
  }
  const text = source.value ?? source.textContent;
  const label = button.querySelector('[data-copy-text]');
  const done = await writeClipboard(text);
  label.textContent = done ? 'Copied' : 'Press Ctrl+C';
  if (!done) {
    getSelection().selectAllChildren(source);
  }
  announce(done ? 'Copied' : 'Selected, press Ctrl+C to copy');
  setTimeout(() => { label.textContent = 'Copy'; }, 2000);
}

async function writeClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or not a secure context
  }
}

function announce(text) {
  let region = document.getElementById('announcer');
  if (!region) {
    region = document.createElement('div');
    region.id = 'announcer';
    region.className = 'visually-hidden';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.textContent = text;
}

window.portalPage = {
  show(id) {
    const element = document.getElementById(id);
    element?.scrollIntoView({ block: 'center' });
    element?.querySelector('button')?.focus({ preventScroll: true });
  },
};

// Keys of the approval pages: only while nothing is being typed, and never with a modifier.
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  const rows = [...document.querySelectorAll('[data-key-list] [data-key-row]')];
  const row = rows.find((candidate) => candidate.contains(document.activeElement)) ?? null;
  if ((event.key === 'j' || event.key === 'k') && rows.length > 0) {
    const index = row ? rows.indexOf(row) + (event.key === 'j' ? 1 : -1) : 0;
    const next = rows[Math.min(Math.max(index, 0), rows.length - 1)].querySelector('[data-row-open]');
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    event.preventDefault();
    return;
  }
  const key = CSS.escape(event.key);
  const target = row?.querySelector(`[data-row-key="${key}"]`) ?? document.querySelector(`[data-key="${key}"]`);
  if (target && !target.disabled) {
    target.click();
    event.preventDefault();
  }
});

function isTyping(target) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="alertdialog"]') !== null;
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-alert]') : null;
  if (button) {
    toggleAlert(button.dataset.alert);
  }
});

const alerts = { sound: { on: 'Sound on', off: 'Sound off' }, notify: { on: 'Notifications on', off: 'Notifications off' } };
let waiting = 0;
let sounds = null;

function isOn(name) {
  return localStorage.getItem(`portal-alert-${name}`) === 'on' && (name !== 'notify' || ('Notification' in window && Notification.permission === 'granted'));
}

async function toggleAlert(name) {
  const on = !isOn(name);
  if (on && name === 'notify' && (await Notification.requestPermission()) !== 'granted') {
    announce('The browser does not allow notifications from this site');
    showAlerts();
    return;
  }
  localStorage.setItem(`portal-alert-${name}`, on ? 'on' : 'off');
  showAlerts();
  if (on && name === 'sound') {
    chime();
  }
}

function showAlerts() {
  for (const button of document.querySelectorAll('[data-alert]')) {
    const name = button.dataset.alert;
    button.hidden = name === 'notify' && (!('Notification' in window) || Notification.permission === 'denied');
    button.setAttribute('aria-pressed', String(isOn(name)));
    button.querySelector('[data-alert-text]').textContent = isOn(name) ? alerts[name].on : alerts[name].off;
  }
}

// Two short tones, made here: no file to load.
function chime() {
  try {
    sounds ??= new AudioContext();
    for (const [delay, pitch] of [[0, 660], [0.14, 880]]) {
      const tone = sounds.createOscillator();
      const volume = sounds.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.12, sounds.currentTime + delay);
      volume.gain.exponentialRampToValueAtTime(0.001, sounds.currentTime + delay + 0.25);
      tone.connect(volume).connect(sounds.destination);
      tone.start(sounds.currentTime + delay);
      tone.stop(sounds.currentTime + delay + 0.3);
    }
  } catch {
    // No sound device, or the page was never touched: the toast is there.
  }
}

// Pages set their titles; the number goes before whatever they set. In place: Blazor keeps hold of the text node.
function showCount() {
  const text = [...(document.querySelector('head > title')?.childNodes ?? [])].find((node) => node.nodeType === Node.TEXT_NODE);
  if (!text) {
    return;
  }
  const bare = text.nodeValue.replace(/^\(\d+\+?\) /, '');
  const title = waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ${bare}` : bare;
  if (title !== text.nodeValue) {
    text.nodeValue = title;
  }
}

new MutationObserver(showCount).observe(document.head, { childList: true, subtree: true, characterData: true });

window.portalApprovals = {
  count(number) {
    waiting = number;
    showCount();
  },
  arrived(ticket, text) {
    if (isOn('sound')) {
      chime();
    }
    if (isOn('notify') && document.hidden) {
      const notification = new Notification('A call waits for approval', { body: text, tag: ticket });
      notification.onclick = () => {
        window.focus();
        Blazor.navigateTo(`/approvals/${ticket}`);
        notification.close();
      };
    }
  },
  showSettings: showAlerts,
  focus(id) {
    document.getElementById(id)?.focus();
  },
  // The password goes from the field to the server and nowhere else.
  async confirm(field, ticket) {
    const input = document.getElementById(field);
    if (!input?.value) {
      input?.focus();
      return 'empty';
    }
    try {
      const response = await fetch('/sign-in/confirm', { method: 'POST', body: new URLSearchParams({ password: input.value, ticket }) });
      input.value = '';
      return response.ok ? 'confirmed' : response.status === 403 ? 'refused' : response.status === 429 ? 'busy' : 'failed';
    } catch {
      return 'failed';
    }
  },
};
