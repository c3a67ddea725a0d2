import type { MachineContainer } from '../../../kube/machine.ts';
import { DockerError, usageError, type DockerCommand } from './common.ts';
import { format } from './format.ts';

const usage = 'ps [OPTIONS]';

/** A time span as docker words it. Models docker/go-units HumanDuration. */
export function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(seconds / 3600);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  return `${Math.floor(hours / 24 / 30)} months`;
}

/** What `--format` can name of a container. */
function fieldsOf(container: MachineContainer, now: number, whole: boolean): Record<string, string> {
  const age = humanDuration(now - container.created);
  const cut = (text: string, length: number) =>
    whole || text.length <= length ? text : `${text.slice(0, length - 1)}…`;
  return {
    ID: whole ? container.id : container.id.slice(0, 12),
    Image: container.image,
    Command: `"${cut(container.command, 20)}"`,
    CreatedAt: new Date(container.created).toISOString().replace('T', ' ').replace(/\..*/, ' +0000 UTC'),
    RunningFor: `${age} ago`,
    State: container.running ? 'running' : 'exited',
    Status: container.running ? `Up ${age}` : `Exited (137) ${age} ago`,
    Ports: container.running ? container.ports : '',
    Names: container.name,
    Networks: 'kind',
    Size: '0B',
    Mounts: '',
    LocalVolumes: '1',
  };
}

const headings: Readonly<Record<string, string>> = {
  ID: 'CONTAINER ID',
  RunningFor: 'CREATED',
  CreatedAt: 'CREATED AT',
  LocalVolumes: 'LOCAL VOLUMES',
};

export const list: DockerCommand = async (machine, args, { stdout, clock }) => {
  let all = false;
  let quiet = false;
  let whole = false;
  let last = Infinity;
  let template =
    'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';
  const filters: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const [, name = word, attached] = /^(--[\w-]+|-[a-z])(?:=(.*))?$/s.exec(word) ?? [];
    const value = () => {
      const text = attached ?? args[++at];
      if (text === undefined) throw usageError(usage, `flag needs an argument: ${name}`);
      return text;
    };
    if (name === '--format') template = value();
    else if (name === '--filter' || name === '-f') filters.push(value());
    else if (name === '--last' || name === '-n') last = Number(value());
    else if (name === '--all') all = true;
    else if (name === '--quiet') quiet = true;
    else if (name === '--no-trunc') whole = true;
    else if (name === '--latest') last = 1;
    else if (/^-[aqls]+$/.test(word)) {
      all ||= word.includes('a');
      quiet ||= word.includes('q');
      if (word.includes('l')) last = 1;
    } else if (word.startsWith('--')) throw usageError(usage, `unknown flag: ${name}`);
    else if (word.startsWith('-'))
      throw usageError(usage, `unknown shorthand flag: '${word.slice(1, 2)}' in ${word}`);
    else throw usageError(usage, `docker: 'docker ps' accepts no arguments`, 1);
  }
  const shown = (await machine.containers())
    .filter((each) => all || Number.isFinite(last) || each.running)
    .filter((each) => filters.every((filter) => matches(each, filter)))
    .slice(0, last);
  const rows = shown.map((each) => fieldsOf(each, clock.now(), whole));
  if (quiet) stdout(rows.map(({ ID }) => `${ID ?? ''}\n`).join(''));
  else if (template === 'json') stdout(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else if (template.startsWith('table ')) {
    const columns = Object.fromEntries(
      Object.keys(rows[0] ?? fieldsOf(nothing, 0, false)).map((name) => [
        name,
        headings[name] ?? name.toUpperCase(),
      ]),
    );
    stdout(table([columns, ...rows].map((row) => format(template.slice(6), row).split('\t'))));
  } else stdout(rows.map((row) => `${format(template, row)}\n`).join(''));
  return 0;
};

const nothing: MachineContainer = {
  id: '',
  name: '',
  image: '',
  command: '',
  created: 0,
  running: true,
  ports: '',
};

function matches({ name, id, running }: MachineContainer, filter: string): boolean {
  const [key = '', value = ''] = filter.split(/=(.*)/s);
  if (key === 'name') return new RegExp(value).test(name);
  if (key === 'id') return id.startsWith(value);
  if (key === 'status') return value === (running ? 'running' : 'exited');
  if (key === 'label') return /^io\.x-k8s\.kind\./.test(value);
  throw new DockerError(`Error response from daemon: invalid filter '${key}'`);
}

/** Columns as Go's tabwriter sets them: as wide as their widest cell and three blanks. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map(
    (_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)) + 3,
  );
  return rows
    .map(
      (row) =>
        `${row.map((cell, at) => (at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - [...cell].length))).join('')}\n`,
    )
    .join('');
}
