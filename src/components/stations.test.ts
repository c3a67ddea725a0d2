import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stations } from '../checker/report.ts';
import { fiveStations, looks, stationColours } from './stations.ts';

const theme = readFileSync(new URL('../styles/theme.css', import.meta.url), 'utf8');

/** The page's background as theme.css states it: the first is dark, the second light. */
const [dark, light] = [...theme.matchAll(/--sl-color-black: (#[0-9a-f]{6})/g)].map((match) => match[1]!);

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, two: string): number {
  const [high, low] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

describe.each(stations)('%s', (station) => {
  test('can be read on the page of either theme', () => {
    expect(contrast(looks[station].light, light!)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(looks[station].dark, dark!)).toBeGreaterThanOrEqual(4.5);
  });

  test('has a word and an icon that no other station has', () => {
    for (const other of stations.filter((name) => name !== station)) {
      expect(looks[other].word.zh).not.toBe(looks[station].word.zh);
      expect(looks[other].word.en).not.toBe(looks[station].word.en);
      expect(looks[other].icon).not.toEqual(looks[station].icon);
    }
  });
});

test('the five of the landing page are in the order of the way', () => {
  expect(fiveStations).toEqual(stations.filter((station) => station !== 'kube-proxy'));
});

test('the colours are custom properties named by station', () => {
  expect(stationColours('light')).toContain('--station-pod: #2a7330;');
});
