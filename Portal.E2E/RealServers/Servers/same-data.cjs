// Preloaded into servers whose data are random or of today: the same numbers and the same day in every run.
const start = Date.UTC(2026, 0, 15, 12);
const shift = start - Date.now();

globalThis.Date = class ShiftedDate extends Date {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [ShiftedDate.now()]));
  }

  static now() {
    return super.now() + shift;
  }
};

let seed = 1;
Math.random = () => (seed = (seed * 48271) % 0x7fffffff) / 0x7fffffff;
