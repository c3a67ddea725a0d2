import { choice } from './choice.ts';
import { complete } from './complete.ts';
import type { Kind } from './kind.ts';
import { match } from './match.ts';
import { mistake } from './mistake.ts';
import { order } from './order.ts';

/** By the question's type. */
export const kinds: Record<string, Kind> = {
  single: choice,
  multiple: choice,
  predict: choice,
  order,
  complete,
  match,
  mistake,
};
