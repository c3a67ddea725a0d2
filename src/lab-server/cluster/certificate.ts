import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface ServingCertificate {
  /** PEM. It is its own authority, so it is what clients are given to trust. */
  cert: string;
  key: string;
}

// DER (ITU-T X.690), as much of it as one certificate needs.
const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const integer = (bytes: Buffer) => tlv(0x02, bytes);
const octets = (...parts: Buffer[]) => tlv(0x04, ...parts);
const bits = (unused: number, content: Buffer) => tlv(0x03, Buffer.from([unused]), content);
const truth = Buffer.from([0x01, 0x01, 0xff]);
/** An OID from its content bytes. */
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
/** UTCTime, as RFC 5280 wants it for the years up to 2049. */
const time = (ms: number) =>
  tlv(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const serverAuth = oid('2b06010505070301');

/** `id` is 2.5.29.`id`. */
function extension(id: number, critical: boolean, value: Buffer): Buffer {
  return sequence(
    oid(`551d${id.toString(16).padStart(2, '0')}`),
    ...(critical ? [truth] : []),
    octets(value),
  );
}

/**
 * A self-signed certificate with a new P-256 key for 127.0.0.1, ::1 and localhost (RFC 5280).
 * @param now milliseconds since the epoch; it holds from a day before for a year
 */
export function createServingCertificate(commonName: string, now: number): ServingCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const name = sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(commonName)))));
  // 127 random bits: positive, and with no leading zero.
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const keyId = createHash('sha1').update(publicKeyInfo.subarray(-65)).digest();
  const loopback6 = Buffer.alloc(16);
  loopback6[15] = 1;
  const altNames = sequence(
    tlv(0x82, Buffer.from('localhost')),
    tlv(0x87, Buffer.from([127, 0, 0, 1])),
    tlv(0x87, loopback6),
  );
  // digitalSignature and keyCertSign.
  const keyUsage = bits(2, Buffer.from([0x84]));
  const extensions = [
    extension(0x13, true, sequence(truth)),
    extension(0x0f, true, keyUsage),
    extension(0x25, false, sequence(serverAuth)),
    extension(0x0e, false, octets(keyId)),
    extension(0x11, false, altNames),
  ];
  const day = 86_400_000;
  const content = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    name,
    sequence(time(now - day), time(now + 365 * day)),
    name,
    publicKeyInfo,
    tlv(0xa3, sequence(...extensions)),
  );
  const certificate = sequence(content, ecdsaWithSha256, bits(0, sign('sha256', content, privateKey)));
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
