// Which words of the field name a member, kept right while the text around them changes.

// Marks after the text went from `was` to `now`: moved along, or dropped where they were touched.
export function moved(marks, was, now) {
  let start = 0;
  while (start < was.length && start < now.length && was[start] === now[start]) start += 1;
  let end = 0;
  while (end < was.length - start && end < now.length - start && was[was.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const cut = was.length - end;
  const shift = now.length - was.length;
  return marks.flatMap((mark) => {
    if (mark.at + mark.length <= start) return [mark];
    if (mark.at >= cut) return [{ ...mark, at: mark.at + shift }];
    return [];
  });
}

// What is being looked for before the caret: the text after an @, or null.
export function wanted(text, caret) {
  const found = /(?:^|[^\p{Script=Latin}\p{N}@])@([^\s@]{0,24})$/u.exec(text.slice(0, caret));
  return found ? { at: caret - found[1].length - 1, name: found[1] } : null;
}

// Put a member's name where the caret looks for one.
export function named(text, marks, { at, name }, member, label) {
  const words = `@${label}`;
  const after = text.slice(at + name.length + 1);
  const gap = /^\s/.test(after) ? "" : " ";
  const next = text.slice(0, at) + words + gap + after;
  return {
    text: next,
    caret: at + words.length + 1,
    marks: [...moved(marks, text, next), { at, length: words.length, who: member }].sort((a, b) => a.at - b.at),
  };
}

// Marks of the text once the spaces around it are gone.
export function trimmed(text, marks) {
  const lead = text.length - text.trimStart().length;
  const whole = text.trim();
  return { text: whole, marks: marks.map((m) => [m.at - lead, m.length, m.who]).filter(([at, length]) => at >= 0 && at + length <= whole.length) };
}
