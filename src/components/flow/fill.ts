import type { Settings } from './types.ts';

/** What the commands say before anybody has changed it. */
export const defaults: Settings = { service: 'web', namespace: 'shop', port: '80', client: 'client' };

/** The fields in the order of the form. */
export const fields = ['service', 'namespace', 'port', 'client'] as const satisfies (keyof Settings)[];

export interface Piece {
  text: string;
  /** The setting that stands here. */
  field?: keyof Settings;
}

/** Splits a text at its {service}, {namespace}, {port} and {client}. Other braces are the text's own. */
export function pieces(text: string, settings: Settings): Piece[] {
  return text
    .split(/\{(service|namespace|port|client)\}/)
    .map((piece, at): Piece => {
      if (at % 2 === 0) return { text: piece };
      const field = piece as keyof Settings;
      return { text: settings[field], field };
    })
    .filter((piece) => piece.text !== '' || piece.field);
}

export function fill(text: string, settings: Settings): string {
  return pieces(text, settings)
    .map((piece) => piece.text)
    .join('');
}

/** What may stand in a command without changing its meaning: names of objects, and a number. */
export function isFit(field: keyof Settings, value: string): boolean {
  if (field === 'port') return /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65535;
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(value) && value.length <= 253;
}
