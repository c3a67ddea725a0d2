import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

/** xterm.js on an element. Only <lab-terminal> loads this file, and only when a lab starts. */
export interface TerminalView {
  readonly size: { columns: number; rows: number };
  write(data: string): void;
  clear(): void;
  focus(): void;
  setDark(dark: boolean): void;
  setScreenReader(on: boolean): void;
  dispose(): void;
}

// minimumContrastRatio below lifts whatever falls short of 7:1, so these need only look right.
const dark: ITheme = {
  background: '#0f1216',
  foreground: '#e6e9ee',
  cursor: '#a9c8ff',
  cursorAccent: '#0f1216',
  selectionBackground: '#2f4d80',
  black: '#2c323c',
  red: '#ff9d94',
  green: '#86d58b',
  yellow: '#f2b866',
  blue: '#8db8ff',
  magenta: '#c3a3ff',
  cyan: '#5fd0df',
  white: '#e6e9ee',
  brightBlack: '#98a2b1',
};
const light: ITheme = {
  background: '#fdfdfd',
  foreground: '#14171c',
  cursor: '#143a80',
  cursorAccent: '#fdfdfd',
  selectionBackground: '#bcd3fa',
  black: '#14171c',
  red: '#8f1a13',
  green: '#1d5a23',
  yellow: '#6b3d00',
  blue: '#143a80',
  magenta: '#5a22a3',
  cyan: '#06525f',
  white: '#323944',
  brightBlack: '#454e5b',
  brightWhite: '#14171c',
};

export function openTerminal(
  element: HTMLElement,
  listeners: { input(data: string): void; resize(size: { columns: number; rows: number }): void },
): TerminalView {
  const terminal = new Terminal({
    fontFamily:
      'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK SC", monospace',
    fontSize: 13,
    lineHeight: 1.2,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    minimumContrastRatio: 7,
    drawBoldTextInBrightColors: false,
    scrollback: 5000,
    rightClickSelectsWord: false,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  const refit = () => {
    // Not while hidden: the terminal would become two columns wide.
    if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
  };
  refit();
  terminal.onData((data) => listeners.input(data));
  terminal.onResize(({ cols, rows }) => listeners.resize({ columns: cols, rows }));

  let leaving = false;
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true;
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyC') {
      event.preventDefault();
      if (terminal.hasSelection()) void navigator.clipboard.writeText(terminal.getSelection());
      return false;
    }
    // The browser pastes by itself; as a key it must not reach the shell.
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyV') return false;
    // Esc, then Tab: the way out for those who use the keyboard alone.
    if (event.key === 'Tab' && leaving) return false;
    if (event.key !== 'Shift') leaving = event.key === 'Escape';
    return true;
  });

  const observer = new ResizeObserver(refit);
  observer.observe(element);
  return {
    get size() {
      return { columns: terminal.cols, rows: terminal.rows };
    },
    write: (data) => terminal.write(data),
    clear: () => terminal.reset(),
    focus: () => terminal.focus(),
    setDark: (on) => {
      terminal.options.theme = on ? dark : light;
    },
    setScreenReader: (on) => {
      terminal.options.screenReaderMode = on;
    },
    dispose: () => {
      observer.disconnect();
      terminal.dispose();
    },
  };
}
