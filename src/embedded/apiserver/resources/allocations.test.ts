import { expect, test } from 'vitest';
import { createAllocations } from './allocations.ts';

test('automatic values start above the band that is kept for those who ask', () => {
  const { clusterIPs, nodePorts } = createAllocations({ random: () => 0 });
  expect([clusterIPs.next(), clusterIPs.next()]).toEqual(['10.96.1.1', '10.96.1.2']);
  expect([nodePorts.next(), nodePorts.next()]).toEqual([30086, 30087]);
});

test('automatic values end with the range', () => {
  const { clusterIPs, nodePorts } = createAllocations({ random: () => 0.9999999 });
  expect(clusterIPs.next()).toBe('10.96.255.254');
  expect(nodePorts.next()).toBe(32767);
});

test.each([
  ['10.96.0.10', undefined],
  ['10.96.255.254', undefined],
  ['10.10.5.10', 'the provided network does not match the current range'],
  ['10.96.0.0', 'the provided network does not match the current range'],
])('claim of %s: %s', (ip, problem) => {
  expect(createAllocations().clusterIPs.claim(ip)).toBe(problem);
});

test('what is taken is refused until it is released', () => {
  const { clusterIPs, nodePorts } = createAllocations();
  clusterIPs.claim('10.96.0.10');
  expect(clusterIPs.claim('10.96.0.10')).toBe('provided IP is already allocated');
  clusterIPs.release('10.96.0.10');
  expect(clusterIPs.claim('10.96.0.10')).toBeUndefined();
  nodePorts.claim(30080);
  expect(nodePorts.claim(30080)).toBe('provided port is already allocated');
  expect(nodePorts.claim(20000)).toBe(
    'provided port is not in the valid range. The range of valid ports is 30000-32767',
  );
});

test('the lower band is used when the rest is full, and then the range is full', () => {
  const { nodePorts } = createAllocations({ nodePortRange: [30000, 30031], random: () => 0 });
  const drawn = Array.from({ length: 32 }, () => nodePorts.next());
  expect(drawn.slice(0, 2)).toEqual([30016, 30017]);
  expect(drawn.at(-1)).toBe(30015);
  expect(() => nodePorts.next()).toThrow('range is full');
});
