// Day or night as last chosen, before anything is painted.
try {
  const chosen = localStorage.getItem("light");
  if (chosen) document.documentElement.dataset.light = chosen;
} catch { /* storage is off: the system's choice stands */ }
