import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createServingCertificate } from './certificate.ts';

test('the certificate is for loopback, signs itself, and holds now', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const { cert, key } = createServingCertificate('service-clinic', now);
  const read = new X509Certificate(cert);
  expect({
    subject: read.subject,
    names: read.subjectAltName,
    from: read.validFrom,
    to: read.validTo,
    ca: read.ca,
    usage: read.keyUsage,
    signed: read.verify(read.publicKey),
    issued: read.checkIssued(read),
    host: read.checkHost('localhost'),
    ip: read.checkIP('127.0.0.1'),
    other: read.checkHost('example.com'),
  }).toEqual({
    subject: 'CN=service-clinic',
    names: 'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    from: 'Nov 21 12:00:00 2026 GMT',
    to: 'Nov 22 12:00:00 2027 GMT',
    ca: true,
    usage: ['1.3.6.1.5.5.7.3.1'],
    signed: true,
    issued: true,
    host: 'localhost',
    ip: '127.0.0.1',
    other: undefined,
  });
  expect(key).toContain('BEGIN PRIVATE KEY');
  expect(createServingCertificate('service-clinic', now).key).not.toBe(key);
});
