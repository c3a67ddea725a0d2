/** What `h` sets on an element: attributes, or listeners under names that begin with `on`. */
export type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** Makes an element. Strings become text nodes, so that nothing in them is ever read as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.replace(/^on/, ''), value);
    else if (typeof value === 'string') element.setAttribute(key, value);
    else if (value === true) element.setAttribute(key, '');
  }
  element.append(...children);
  return element;
}

let count = 0;

/** A name that nothing else on the page has: several labs may stand on one. */
export function unique(name: string): string {
  count += 1;
  return `${name}-${count}`;
}

/** A 24 × 24 drawing of strokes in the current colour, hidden from screen readers. */
export function icon(paths: readonly string[]): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(key, value);
  }
  for (const d of paths) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
