import { CommandError, type Command } from '../../command.ts';

/** Declared so that its absence is told plainly: a proxy needs a port of the computer for good. */
export const proxy: Command = {
  name: 'proxy',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Run a proxy to the Kubernetes API server',
  long: "Run a proxy between localhost and the Kubernetes API server. Not supported here; 'kubectl get --raw PATH' asks the API server for one path.",
  examples: '# What a proxy would be asked for\nkubectl get --raw /api/v1/namespaces/default/services',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  completes: 'none',
  flags: [
    {
      name: 'accept-hosts',
      kind: 'string',
      default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
      help: 'Hosts that are let in.',
    },
    { name: 'accept-paths', kind: 'string', default: '^.*', help: 'Paths that are let in.' },
    { name: 'address', kind: 'string', default: '127.0.0.1', help: 'Address to listen on.' },
    { name: 'api-prefix', kind: 'string', default: '/', help: 'Path under which the API is served.' },
    { name: 'port', short: 'p', kind: 'int', default: '8001', help: 'Port to listen on; 0: a free one.' },
    { name: 'unix-socket', short: 'u', kind: 'string', help: 'Unix socket to listen on.' },
    { name: 'www', short: 'w', kind: 'string', help: 'Directory of files to serve.' },
    {
      name: 'www-prefix',
      short: 'P',
      kind: 'string',
      default: '/static/',
      help: 'Path under which they are served.',
    },
  ],
  run: () => {
    throw new CommandError("kubectl proxy is not supported here; use 'kubectl get --raw PATH'");
  },
};
