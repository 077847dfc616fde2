"use strict";
(() => {
  const root = document.documentElement;
  const said = document.getElementById("said");
  const theme = document.getElementById("theme");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.hidden = false;
  name();
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  const copied = (text) => {
    if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  };
  for (const button of document.querySelectorAll("button.copy")) {
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      const part = (id) => document.getElementById(id)?.textContent ?? "";
      const text = [part(button.dataset.of), button.dataset.with ? part(button.dataset.with) : ""];
      try {
        await copied(text.filter(Boolean).join(" "));
        button.textContent = "Copied";
      } catch {
        button.textContent = "Select and copy by hand";
      }
      said.textContent = button.textContent;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
