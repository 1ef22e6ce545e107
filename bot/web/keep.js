// What this browser keeps; where it keeps nothing, things hold until the page is left.

export function kept(store, name) {
  try {
    return window[store].getItem(name);
  } catch {
    return null;
  }
}

export function keep(store, name, value) {
  try {
    window[store].setItem(name, value);
  } catch { /* storage is full or off */ }
}
