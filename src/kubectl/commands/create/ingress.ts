import { CommandError, type Command } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

interface Path {
  backend: unknown;
  path: string;
  pathType: string;
}

interface Rule {
  host: string;
  path: Path;
  /** The Secret's name, '' for the controller's own; absent: no TLS. */
  tls?: string;
}

const ruleForm =
  /^([a-zA-Z0-9.\-*]*)(\/[a-zA-Z0-9\-_./]*\*?)=([a-z0-9]([-a-z0-9]*[a-z0-9])?):([a-z0-9]([-a-z0-9]*))(,tls(=[a-z0-9.-]+)?)?$/;

/** Models kubectl pkg/cmd/create create_ingress.go. */
export const createIngress: Command = {
  name: 'ingress',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  long: 'Create an ingress with the specified name.',
  examples: `# Requests for shop.example/api go to port 80 of the Service web
kubectl create ingress shop --rule="shop.example/api=web:80"

# Every path of a host, by TLS with the certificate in the Secret shop-cert
kubectl create ingress shop --class=nginx --rule="shop.example/*=web:http,tls=shop-cert"

# What no rule catches goes to a Service of its own
kubectl create ingress shop --default-backend=web:80`,
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  completes: 'none',
  flags: [
    ...generatedFlags,
    {
      name: 'annotation',
      kind: 'array',
      default: '[]',
      help: 'Annotation of the ingress, as annotation=value.',
    },
    { name: 'class', kind: 'string', help: 'Ingress class.' },
    { name: 'default-backend', kind: 'string', help: 'Service for what no rule catches, as svcname:port.' },
    {
      name: 'rule',
      kind: 'array',
      default: '[]',
      help: "Rule as host/path=service:port[,tls=secretname]. A path that ends in '*' means pathType=Prefix.",
    },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    const texts = flags.list('rule');
    const fallback = flags.string('default-backend');
    if (texts.length === 0 && fallback === '') {
      throw new CommandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    const rules = texts.map(parseRule);
    const annotations = Object.fromEntries(flags.list('annotation').map(annotationOf));
    if (fallback !== '' && fallback.split(':').length !== 2) {
      throw new CommandError('default-backend should be in format servicename:serviceport');
    }
    const hosts = [...new Set(rules.map(({ host }) => host))];
    const secrets = [...new Set(rules.flatMap(({ tls }) => (tls === undefined ? [] : [tls])))];
    const spec = {
      ...(flags.string('class') ? { ingressClassName: flags.string('class') } : {}),
      ...(fallback ? { defaultBackend: backendOf(...(fallback.split(':') as [string, string])) } : {}),
      ...(secrets.length ? { tls: secrets.map((secret) => tlsOf(secret, rules)) } : {}),
      ...(hosts.length
        ? {
            rules: hosts.map((host) => ({
              ...(host ? { host } : {}),
              http: { paths: rules.filter((rule) => rule.host === host).map(({ path }) => path) },
            })),
          }
        : {}),
    };
    await createGenerated(
      context,
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name, ...(Object.keys(annotations).length ? { annotations } : {}) },
        spec,
        status: { loadBalancer: {} },
      },
      'failed to create ingress',
    );
  },
};

function parseRule(text: string): Rule {
  const match = ruleForm.exec(text);
  if (!match) {
    throw new CommandError(
      `rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
    );
  }
  const [, host = '', path = '', service = '', , port = '', , tls, secret] = match;
  const prefix = path.endsWith('*');
  return {
    host,
    path: {
      backend: backendOf(service, port),
      path: prefix ? path.slice(0, -1) : path,
      pathType: prefix ? 'Prefix' : 'Exact',
    },
    ...(tls === undefined ? {} : { tls: secret?.slice(1) ?? '' }),
  };
}

function tlsOf(secretName: string, rules: readonly Rule[]) {
  const hosts = [...new Set(rules.filter(({ tls }) => tls === secretName).map(({ host }) => host))].filter(
    Boolean,
  );
  return { ...(hosts.length ? { hosts } : {}), ...(secretName ? { secretName } : {}) };
}

function backendOf(name: string, port: string) {
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function annotationOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) {
    throw new CommandError(`annotation ${text} is invalid and should be in format key=[value]`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
