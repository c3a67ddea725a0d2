import { inflateRawSync, constants } from 'node:zlib';

/** Names in lower case. */
export type Headers = Readonly<Record<string, string>>;

// What both sides' zlib begins with: SPDY Protocol, Draft 3.1, section 2.6.10.1. Words, each after its length,
// then text.
const words =
  'options|head|post|put|delete|trace|accept|accept-charset|accept-encoding|accept-language|accept-ranges|age|' +
  'allow|authorization|cache-control|connection|content-base|content-encoding|content-language|content-length|' +
  'content-location|content-md5|content-range|content-type|date|etag|expect|expires|from|host|if-match|' +
  'if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|location|max-forwards|pragma|' +
  'proxy-authenticate|proxy-authorization|range|referer|retry-after|server|te|trailer|transfer-encoding|upgrade|' +
  'user-agent|vary|via|warning|www-authenticate|method|get|status|200 OK|version|HTTP/1.1|url|public|set-cookie|' +
  'keep-alive|origin';
const text =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 ' +
  'Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden' +
  '404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug ' +
  'Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,' +
  'application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdch' +
  'charset=utf-8charset=iso-8859-1,utf-,*,enq=0.';

const dictionary = Buffer.concat([
  ...words.split('|').flatMap((word) => [uint32(word.length), Buffer.from(word)]),
  Buffer.from(text),
]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const windowSize = 32_768;

/**
 * Reads the header blocks of one connection, in order: they are one zlib stream, flushed after each block,
 * so that each is whole by itself once what came before it is given as the dictionary.
 */
export class HeaderReader {
  #window = dictionary;
  #begun = false;

  /** @throws Error for what is no header block */
  read(block: Buffer): Headers {
    let deflated = block;
    if (!this.#begun) {
      // zlib's own two bytes, and four more with the dictionary's checksum when one is used.
      const usesDictionary = ((block[1] ?? 0) & 0x20) !== 0;
      if (!usesDictionary) this.#window = Buffer.alloc(0);
      deflated = block.subarray(usesDictionary ? 6 : 2);
      this.#begun = true;
    }
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 65_536 };
    const plain = inflateRawSync(
      deflated,
      this.#window.length > 0 ? { ...options, dictionary: this.#window } : options,
    );
    this.#window = Buffer.concat([this.#window, plain]).subarray(-windowSize);
    return parse(plain);
  }
}

function parse(block: Buffer): Headers {
  let at = 4;
  const next = () => {
    const length = block.readUInt32BE(at);
    at += 4 + length;
    return block.toString('utf8', at - length, at);
  };
  const headers: Record<string, string> = {};
  for (let left = block.readUInt32BE(0); left > 0; left -= 1) {
    const name = next().toLowerCase();
    headers[name] = next();
  }
  return headers;
}

const flush = Buffer.from([0, 0, 0, 0xff, 0xff]);

/** Writes the header blocks of one connection. They are short and few, so they are stored, not compressed. */
export class HeaderWriter {
  #begun = false;

  write(headers: Headers): Buffer {
    const entries = Object.entries(headers);
    const plain = Buffer.concat([
      uint32(entries.length),
      ...entries
        .flatMap((pair) => pair)
        .flatMap((part) => [uint32(Buffer.byteLength(part)), Buffer.from(part)]),
    ]);
    // A stored block of deflate (RFC 1951, 3.2.4), after zlib's two bytes at the very beginning, and an empty
    // one: at that, the flush, Go's reader hands out what it has.
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(plain.length, 1);
    stored.writeUInt16LE(~plain.length & 0xffff, 3);
    const begin = this.#begun ? [] : [Buffer.from([0x78, 0x01])];
    this.#begun = true;
    return Buffer.concat([...begin, stored, plain, flush]);
  }
}
