// Runs before the first paint: applies the theme the person chose on this machine, else the system's.
(() => {
  const apply = () => {
    const theme = localStorage.getItem('portal-theme') ?? 'system';
    document.documentElement.dataset.theme = theme;
    for (const name of ['light', 'dark']) {
      const sheet = document.getElementById(`theme-${name}`);
      if (sheet) {
        sheet.media = theme === 'system' ? `(prefers-color-scheme: ${name})` : theme === name ? 'all' : 'not all';
      }
    }
  };

  apply();
  window.portalTheme = {
    toggle() {
      const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
      const current = localStorage.getItem('portal-theme') ?? system;
      const next = current === 'dark' ? 'light' : 'dark';
      if (next === system) {
        localStorage.removeItem('portal-theme');
      } else {
        localStorage.setItem('portal-theme', next);
      }
      apply();
    },
  };
})();
