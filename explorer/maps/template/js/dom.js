// Elements and words. Text enters the page through `textContent` only; nothing here parses HTML.
const ioscope = {};

(() => {
  const byId = (id) => document.getElementById(id);

  /** Make an element; `props` are properties, except `class`, `style` (an object) and attributes with a dash or role. */
  function el(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (name === "class") element.className = value;
      else if (name === "style") Object.assign(element.style, value);
      else if (name.includes("-") || name === "role" || name === "for" || name === "scope") element.setAttribute(name, value);
      else element[name] = value;
    }
    for (const child of children) if (child !== null && child !== undefined) element.append(child);
    return element;
  }

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** A stranger's text: its direction cannot turn the words around it. */
  const name = (text, props) => el("bdi", { textContent: text, dir: "auto", ...props });

  const numbers = new Intl.NumberFormat("en-GB");
  const number = (value) => (value === null || value === undefined ? "" : numbers.format(value));

  /** Days since 1970-01-01 as an ISO date (UTC). */
  const day = (days) => (days === null || days === undefined ? "" : new Date(days * 864e5).toISOString().slice(0, 10));

  const announce = (text) => { byId("live").textContent = text; };
  const phone = () => matchMedia("(max-width: 760px)").matches;
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** Run when the browser has nothing else to do, but within a second. */
  const later = (task) => (window.requestIdleCallback ? requestIdleCallback(task, { timeout: 1000 }) : setTimeout(task, 200));

  Object.assign(ioscope, { byId, el, svg, name, number, day, announce, phone, calm, later });
})();
