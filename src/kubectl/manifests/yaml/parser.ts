import { parserError, YamlError } from './error.ts';
import { keyText, resolvePlain, type Json } from './resolve.ts';
import { Scanner, type Token, type TokenType } from './scanner.ts';

/**
 * The first document of a text as JSON; undefined if there is none. Of two equal
 * keys the last wins, as kubectl has it.
 * Models go-yaml v2 (parser and decoder) under sigs.k8s.io/yaml.
 * @throws YamlError
 */
export function parseYaml(text: string): Json | undefined {
  return new Parser(text).document();
}

class Parser {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, Json>();

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  document(): Json | undefined {
    while (this.#at('document-end')) this.#scanner.take();
    if (this.#at('stream-end')) return undefined;
    const explicit = this.#at('directive', 'document-start');
    while (this.#at('directive')) this.#scanner.take();
    if (explicit) {
      if (!this.#at('document-start')) this.#fail('did not find expected <document start>');
      this.#scanner.take();
    }
    const value = this.#at('document-start', 'document-end', 'stream-end') ? null : this.#node(true, false);
    // What follows the first document is not read, yet must begin as one.
    if (!this.#at('stream-end', 'document-start', 'document-end', 'directive')) {
      this.#fail('did not find expected <document start>');
    }
    return value;
  }

  #at(...types: TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type);
  }

  #fail(problem: string): never {
    throw parserError(problem, this.#scanner.peek().mark);
  }

  #node(block: boolean, indentlessSequence: boolean): Json {
    let anchor: Token | undefined;
    let tag: Token | undefined;
    if (this.#at('alias')) {
      const { value } = this.#scanner.take();
      const known = this.#anchors.get(value);
      if (known === undefined) throw new YamlError(`unknown anchor '${value}' referenced`);
      return structuredClone(known);
    }
    for (;;) {
      if (!anchor && this.#at('anchor')) anchor = this.#scanner.take();
      else if (!tag && this.#at('tag')) tag = this.#scanner.take();
      else break;
    }
    const value = this.#content(block, indentlessSequence, tag, anchor !== undefined);
    if (anchor) this.#anchors.set(anchor.value, value);
    return value;
  }

  #content(block: boolean, indentlessSequence: boolean, tag: Token | undefined, anchored: boolean): Json {
    if (indentlessSequence && this.#at('-')) return this.#sequence(true);
    if (this.#at('scalar')) {
      const token = this.#scanner.take();
      if (!token.plain || tag?.value === '!!str' || tag?.value === '!') return token.value;
      return resolvePlain(token.value);
    }
    if (this.#at('[')) return this.#flowSequence();
    if (this.#at('{')) return this.#flowMapping();
    if (block && this.#at('block-sequence-start')) {
      this.#scanner.take();
      return this.#sequence(false);
    }
    if (block && this.#at('block-mapping-start')) return this.#mapping();
    if (anchored || tag) return tag?.value === '!!str' ? '' : null;
    this.#fail('did not find expected node content');
  }

  #sequence(indentless: boolean): Json[] {
    const items: Json[] = [];
    while (this.#at('-')) {
      this.#scanner.take();
      const ends: TokenType[] = indentless ? ['-', '?', ':', 'block-end'] : ['-', 'block-end'];
      items.push(this.#at(...ends) ? null : this.#node(true, false));
    }
    if (!indentless) {
      if (!this.#at('block-end')) this.#fail("did not find expected '-' indicator");
      this.#scanner.take();
    }
    return items;
  }

  #mapping(): Json {
    this.#scanner.take();
    const entries: [Json, Json][] = [];
    while (this.#at('?', ':')) {
      let key: Json = null;
      if (this.#at('?')) {
        this.#scanner.take();
        if (!this.#at('?', ':', 'block-end')) key = this.#node(true, true);
      }
      let value: Json = null;
      if (this.#at(':')) {
        this.#scanner.take();
        if (!this.#at('?', ':', 'block-end')) value = this.#node(true, true);
      }
      entries.push([key, value]);
    }
    if (!this.#at('block-end')) this.#fail('did not find expected key');
    this.#scanner.take();
    return toObject(entries);
  }

  #flowSequence(): Json {
    this.#scanner.take();
    const items: Json[] = [];
    while (!this.#at(']')) {
      if (items.length > 0) {
        if (!this.#at(',')) this.#fail("did not find expected ',' or ']'");
        this.#scanner.take();
        if (this.#at(']')) break;
      }
      items.push(this.#at('?') ? toObject([this.#flowEntry(']')]) : this.#node(false, false));
    }
    this.#scanner.take();
    return items;
  }

  #flowMapping(): Json {
    this.#scanner.take();
    const entries: [Json, Json][] = [];
    while (!this.#at('}')) {
      if (entries.length > 0) {
        if (!this.#at(',')) this.#fail("did not find expected ',' or '}'");
        this.#scanner.take();
        if (this.#at('}')) break;
      }
      entries.push(this.#at('?') ? this.#flowEntry('}') : [this.#node(false, false), null]);
    }
    this.#scanner.take();
    return toObject(entries);
  }

  #flowEntry(end: ']' | '}'): [Json, Json] {
    this.#scanner.take();
    const key = this.#at(':', ',', end) ? null : this.#node(false, false);
    if (!this.#at(':')) return [key, null];
    this.#scanner.take();
    return [key, this.#at(',', end) ? null : this.#node(false, false)];
  }
}

function toObject(entries: [Json, Json][]): Json {
  const object: { [key: string]: Json } = {};
  for (const [key, value] of entries) {
    if (key === '<<') merge(object, value);
    else object[keyText(key)] = value;
  }
  return object;
}

/** `<<: *base`: what the mapping says itself wins. */
function merge(object: { [key: string]: Json }, base: Json): void {
  if (Array.isArray(base)) return base.forEach((each) => merge(object, each));
  if (base === null || typeof base !== 'object')
    throw new YamlError('map merge requires map or sequence of maps as the value');
  for (const [key, value] of Object.entries(base)) object[key] ??= value;
}
