import type { Localized } from '../../checker/report.ts';

/** Whose cluster it is today. All names are valid names of namespaces, Services and Deployments. */
export interface Theme {
  team: Localized;
  /** Where the clients are, and another. */
  namespaces: readonly [string, string];
  /** Deployments and their Services. */
  apps: readonly string[];
  /** The Deployment of a client program. */
  caller: string;
}

export const themes: readonly Theme[] = [
  {
    team: { en: 'a bakery', zh: '面包店' },
    namespaces: ['bakery', 'counter'],
    apps: ['orders', 'oven', 'menu', 'receipts'],
    caller: 'till',
  },
  {
    team: { en: 'a library', zh: '图书馆' },
    namespaces: ['library', 'reading-room'],
    apps: ['catalog', 'loans', 'shelves', 'fines'],
    caller: 'desk',
  },
  {
    team: { en: 'a railway', zh: '铁路公司' },
    namespaces: ['railway', 'station'],
    apps: ['timetable', 'tickets', 'signals', 'seats'],
    caller: 'board',
  },
  {
    team: { en: 'an observatory', zh: '天文台' },
    namespaces: ['observatory', 'dome'],
    apps: ['images', 'tracking', 'weather', 'archive'],
    caller: 'viewer',
  },
  {
    team: { en: 'a harbour', zh: '港口' },
    namespaces: ['harbour', 'quay'],
    apps: ['berths', 'cranes', 'tides', 'cargo'],
    caller: 'pilot',
  },
  {
    team: { en: 'a theatre', zh: '剧院' },
    namespaces: ['theatre', 'box-office'],
    apps: ['bookings', 'program', 'stage', 'cloakroom'],
    caller: 'foyer',
  },
  {
    team: { en: 'a farm', zh: '农场' },
    namespaces: ['farm', 'market'],
    apps: ['crops', 'prices', 'stalls', 'forecast'],
    caller: 'scales',
  },
  {
    team: { en: 'a newspaper', zh: '报社' },
    namespaces: ['newsroom', 'press'],
    apps: ['articles', 'photos', 'layout', 'letters'],
    caller: 'ticker',
  },
  {
    team: { en: 'a museum', zh: '博物馆' },
    namespaces: ['museum', 'gallery'],
    apps: ['exhibits', 'audio', 'tours', 'lockers'],
    caller: 'guide',
  },
  {
    team: { en: 'an airline', zh: '航空公司' },
    namespaces: ['airline', 'gate'],
    apps: ['flights', 'baggage', 'checkin', 'meals'],
    caller: 'display',
  },
];

/** Keys under which Pods carry their application's name. */
export const labelKeys = ['app', 'app.kubernetes.io/name', 'component', 'run', 'service'] as const;
/** Keys that all applications of a drill carry with the same value. */
export const groupKeys = ['app.kubernetes.io/part-of', 'system', 'team'] as const;
export const portNames = ['http', 'web', 'api', 'main'] as const;
export const servicePorts = [80, 81, 88, 7000, 7070, 8181] as const;
export const containerPorts = [3000, 5000, 8000, 8080, 8888, 9000, 9376] as const;
