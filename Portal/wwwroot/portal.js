// What the browser does by itself: theme, copying, reconnecting, and saying that its person is still there.

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
