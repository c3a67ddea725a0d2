import type { Localized, Station } from '../checker/report.ts';

/**
 * What a station looks like everywhere: one word, one icon, one colour. The icon and the word tell
 * it apart without the colour; the colour alone never says anything.
 */
export interface StationLook {
  word: Localized;
  /** What happens there, in a few words. */
  role: Localized;
  /** Paths of a 24 × 24 drawing of 2 px strokes in the current colour. */
  icon: string[];
  /** At least 4.5:1 against the page's background of the same theme (stations.test.ts). */
  light: string;
  dark: string;
}

export const looks: Record<Station, StationLook> = {
  client: {
    word: { zh: '客户端', en: 'client' },
    role: { zh: '发出请求', en: 'sends a request' },
    icon: ['M3 5h18v12H3z', 'M9 21h6', 'M12 17v4', 'M7 9l3 2-3 2', 'M12 13h4'],
    light: '#4a5568',
    dark: '#b3bdcc',
  },
  name: {
    word: { zh: '名称', en: 'name' },
    role: { zh: 'DNS 查出地址', en: 'DNS finds the address' },
    icon: ['M3 12V4h8l10 10-8 8z', 'M7.5 7.5v.01'],
    light: '#7130c4',
    dark: '#c3a3ff',
  },
  service: {
    word: { zh: 'Service', en: 'Service' },
    role: { zh: '固定的地址和端口', en: 'a stable address and port' },
    icon: ['M12 2l8.5 5v10L12 22l-8.5-5V7z', 'M12 8v8', 'M8 12h8'],
    light: '#1f5bc4',
    dark: '#8db8ff',
  },
  endpointslice: {
    word: { zh: 'EndpointSlice', en: 'EndpointSlice' },
    role: { zh: '列出能接请求的 Pod', en: 'lists the Pods behind it' },
    icon: ['M9 6h12', 'M9 12h12', 'M9 18h12', 'M4 6v.01', 'M4 12v.01', 'M4 18v.01'],
    light: '#0a6b7d',
    dark: '#5fd0df',
  },
  'kube-proxy': {
    word: { zh: 'kube-proxy', en: 'kube-proxy' },
    role: { zh: '把规则写进每个节点', en: 'writes the rules on each node' },
    icon: ['M3 6h4l10 12h4', 'M3 18h4l3-3.5', 'M14 9.5L17 6h4', 'M18 3l3 3-3 3', 'M18 15l3 3-3 3'],
    light: '#8f5200',
    dark: '#f2b866',
  },
  pod: {
    word: { zh: 'Pod', en: 'Pod' },
    role: { zh: '容器在监听', en: 'a container listens' },
    icon: ['M12 2l9 5v10l-9 5-9-5V7z', 'M3 7l9 5 9-5', 'M12 12v10'],
    light: '#2a7330',
    dark: '#86d58b',
  },
};

/** The five of the landing page and the lessons; kube-proxy joins where its rules are the subject. */
export const fiveStations: Station[] = ['client', 'name', 'service', 'endpointslice', 'pod'];

/** CSS custom properties `--station-…` for one theme, for a `:root` rule. */
export function stationColours(theme: 'light' | 'dark'): string {
  return Object.entries(looks)
    .map(([station, look]) => `--station-${station}: ${look[theme]};`)
    .join(' ');
}
