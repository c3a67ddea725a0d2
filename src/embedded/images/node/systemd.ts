import { strftime } from '../runtime/strftime.ts';
import { parseOptions, last } from '../runtime/options.ts';
import type { Program } from '../runtime/program.ts';
import type { NodeState, Unit } from './state.ts';

const full = (name: string) => (name.includes('.') ? name : `${name}.service`);

/** How long ago, as systemd says it: `5min ago`, `1h 2min ago`. */
function ago(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0 && parts.length < 2) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return `${parts.join(' ') || '0s'} ago`;
}

function status(unit: Unit, now: number): string {
  const since = strftime('%a %Y-%m-%d %H:%M:%S UTC', unit.since);
  const [dot, active] = unit.running ? ['●', 'active (running)'] : ['○', 'inactive (dead)'];
  const dropIn =
    unit.name === 'kubelet.service'
      ? '    Drop-In: /etc/systemd/system/kubelet.service.d\n             └─10-kubeadm.conf, 11-kind.conf\n'
      : '';
  const daemon = unit.name.replace('.service', '');
  const pid = unit.running ? `   Main PID: ${unit.pid} (${daemon})\n` : '';
  return `${dot} ${unit.name} - ${unit.description}\n     Loaded: loaded (/etc/systemd/system/${unit.name}; enabled; preset: enabled)\n${dropIn}     Active: ${active} since ${since}; ${ago(now - unit.since)}\n${pid}`;
}

/** systemctl, of the units that a node of kind lives by. */
export const systemctl =
  (state: NodeState): Program =>
  async (process, argv) => {
    const [verb = 'list-units', ...names] = argv.slice(1).filter((word) => !word.startsWith('-'));
    const { units } = state;
    if (verb === 'daemon-reload') return 0;
    if (verb === 'list-units') {
      process.stdout('  UNIT               LOAD   ACTIVE   SUB     DESCRIPTION\n');
      for (const { name, running, description } of units) {
        if (running) process.stdout(`  ${name.padEnd(18)} loaded active   running ${description}\n`);
      }
      return 0;
    }
    if (names.length === 0) {
      process.stderr('Too few arguments.\n');
      return 1;
    }
    let code = 0;
    for (const given of names) {
      const unit = units.find(({ name }) => name === full(given));
      if (!unit) {
        process.stderr(
          verb === 'status'
            ? `Unit ${full(given)} could not be found.\n`
            : verb === 'is-active'
              ? ''
              : `Failed to ${verb} ${full(given)}: Unit ${full(given)} not found.\n`,
        );
        if (verb === 'is-active') process.stdout('inactive\n');
        code = verb === 'status' ? 4 : verb === 'is-active' ? 4 : 5;
        continue;
      }
      switch (verb) {
        case 'status':
          process.stdout(status(unit, process.clock.now()));
          if (!unit.running) code = 3;
          break;
        case 'is-active':
          process.stdout(unit.running ? 'active\n' : 'inactive\n');
          if (!unit.running) code = 3;
          break;
        case 'is-enabled':
          process.stdout('enabled\n');
          break;
        case 'cat':
          process.stdout(process.fs.read(`/etc/systemd/system/${unit.name}`) ?? '');
          break;
        case 'start':
        case 'stop':
        case 'restart':
          if (!unit.stop || !unit.start) {
            process.stderr(`systemctl: to ${verb} ${unit.name} is not simulated; kubelet.service can be\n`);
            return 1;
          }
          if (verb !== 'start' && unit.running) await unit.stop();
          if (verb !== 'stop' && !unit.running) await unit.start();
          break;
        default:
          process.stderr(`Unknown command verb ${verb}.\n`);
          return 1;
      }
    }
    return code;
  };

/** journalctl: what systemd wrote about the units. */
export const journalctl =
  (state: NodeState): Program =>
  async (process, argv) => {
    const long = { unit: 'u', 'no-pager': 'N', lines: 'n', follow: 'f', reverse: 'r', since: 'S', boot: 'b' };
    const options = parseOptions(argv.slice(1), 'u:Nn:frexbS:', long);
    const wanted = (options.flags.get('u') ?? []).map(full);
    const entries = state.units
      .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
      .flatMap(({ journal }) => journal)
      .sort((a, b) => a.at - b.at);
    const count = last(options, 'n');
    const shown = count === undefined ? entries : entries.slice(-Number(count));
    if (options.flags.has('r')) shown.reverse();
    if (shown.length === 0) process.stdout('-- No entries --\n');
    for (const { at, text } of shown) {
      process.stdout(`${strftime('%b %d %H:%M:%S', at)} ${state.name} systemd[1]: ${text}\n`);
    }
    return 0;
  };
