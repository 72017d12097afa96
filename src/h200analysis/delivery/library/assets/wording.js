// The wording of numbers, as exhibits/wording.py has it; a test holds the two equal.
(() => {
  "use strict";
  const NUDGE = 1 + 1e-12;
  const SCALES = [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]];

  const carry = (digits) => 1 - 0.5 * 10 ** -digits;

  function significant(size, digits) {
    let whole = 0;
    for (let n = 6; n >= 1 && !whole; n--) if (size >= 10 ** (n - 1) * carry(digits)) whole = n;
    if (!whole) {
      let places = 1;
      for (let n = 8; n >= 1; n--) if (size >= Number(`1e-${n}`) * carry(digits)) places = n;
      whole = 1 - places;
    }
    const decimals = digits - whole;
    const step = 10 ** Math.max(-decimals, 0);
    const rounded = decimals > 0 ? size.toFixed(decimals) : String(Math.floor(size / step + 0.5) * step);
    const [before, after = ""] = rounded.split(".");
    const rest = after.replace(/0+$/, "");
    return before.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  }

  function scaled(size, digits) {
    for (const [scale, word] of SCALES) {
      if (size >= scale * carry(digits)) return significant(size / scale, digits) + word;
    }
    return significant(size, digits);
  }

  function worded(value, unit, form, digits) {
    const text = scaled(Math.abs(value) * form.factor * NUDGE, digits);
    const sign = value < 0 && text !== "0" ? "−" : "";
    return sign + form.before + text + (form.one && text === "1" ? form.one : form.after);
  }

  function signed(value, unit, form, digits) {
    let size = worded(Math.abs(value), unit, form, digits);
    if (unit === "share") size = `${size.replace(/%$/, "")} percentage points`;
    return (value >= 0 ? "+" : "−") + size;
  }

  // By how much a figure moved, and in percent where that says something.
  function change(before, after, unit, form) {
    const difference = after - before;
    if (!Number.isFinite(difference)) return "changed";
    const told = signed(difference, unit, form, 2);
    if (!before || unit === "share" || unit === "percentage point") return told;
    const share = { before: "", after: "%", one: "", factor: 100 };
    const part = worded(Math.abs(difference / before), "share", share, 2);
    return `${told} (${difference / before >= 0 ? "+" : "−"}${part})`;
  }

  (window.h200 ??= {}).wording = { worded, signed, change };
})();
