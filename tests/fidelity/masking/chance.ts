/**
 * What differs from one run of a command to the next on the same real cluster and stands for nothing: times, ages,
 * revisions, ephemeral ports, which of two equal workers got a Pod, and how wide a column is for it.
 */
const rules: readonly (readonly [what: string, pattern: RegExp, token: string])[] = [
  ['RFC 3339 time', /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, '<time>'],
  ['RFC 1123 time', /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  ['HTTP time', /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '<time>'],
  ['iptables-save time', /\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g, '<time>'],
  ['klog time and process', /\b([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /g, '$1<time> '],
  ['time in logs of Go programs', /\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/g, '<time>'],
  ['date in diff headers', /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<time>'],
  ['revision', /((?:r|R)esourceVersion"?: *)"\d+"/g, '$1<revision>'],
  [
    'writes of an EndpointSlice',
    /(?<=generateName: \S+\n +generation: )\d+(?=\n +labels:\n +endpointslice\.)/g,
    '<writes>',
  ],
  [
    'restarts of the control plane, which follow how often the machine was started',
    /(?<=^(?:kube-system +)?(?:pod\/)?(?:etcd|kube-(?:apiserver|controller-manager|scheduler))-kind-control-plane +1\/1 +Running +)\d+(?: \((?:\d+[smhdy])+ ago\))?/gm,
    '<restarts>',
  ],
  ['packets that met no rule of a chain', /(?<=^:[A-Z]+ (?:ACCEPT|DROP) )\[\d+:\d+\]/gm, '[<packets>]'],
  ["port of Docker's name server", /(?<=-s 127\.0\.0\.11\/32 -p (?:tc|ud)p .*--sport )\d{5}\b/g, '<port>'],
  ['age of the last restart', /\((?:\d+[smhdy])+ ago\)/g, '(<age> ago)'],
  ['how often and how long', /\(x\d+ over (?:\d+[smhdy])+\)/g, '(x<times> over <age>)'],
  ['age before a count', /\b(?:\d+[smhdy])+(?= \(x<times>)/g, '<age>'],
  ['age, a cell', /(?<= {2})(?:\d+[smhdy]){1,2}(?= *$| {2,})/gm, '<age>'],
  ['age, first cell', /^(?:\d+[smhdy]){1,2}(?= {2,})/gm, '<age>'],
  ['round trip', /\b\d+\.\d{1,3} ?ms\b|\b\d+\.\d{3}\/\d+\.\d{3}\/\d+\.\d{3}\b/g, '<round trip>'],
  ['took', /(?<=after )\d+(?= ms)/g, '<took>'],
  ['time of a query', /(?<=completed in )\d+(?=ms)/g, '<took>'],
  ['ephemeral port', /(?<=127\.0\.0\.\d{1,2}:)\d{5}\b/g, '<port>'],
  ['port of a client', /(?<=from 10\.244\.\d{1,3}\.\d{1,3}:)\d{4,5}\b/g, '<port>'],
  ['process', /^ +\d+(?= root {2,}\d+:\d\d )/gm, '<pid>'],
  ['temporary file or folder of kubectl', /(\/tmp\/(?:LIVE|MERGED|kubectl-edit)-)\d+/g, '$1<number>'],
  ['id of an exec', /(?<=failed to start exec ")[0-9a-f]{64}(?=")/g, '<exec>'],
  ['hardware address', /\b(?!ff:ff|00:00:00)[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/g, '<hardware address>'],
  ['link-local address, made of the hardware address', /\bfe80::[0-9a-f:]+(?=\/64)/g, '<link-local>'],
  ['the other end of a veth pair', /(?<=\beth0@if)\d+/g, '<number>'],
  ['patch release of Kubernetes', /(?<!BusyBox )\bv(1\.[34]\d)\.\d+\b/g, 'v$1.<patch>'],
  ['kernel of the machine', /\b\d+\.\d+\.\d+\S* \(amd64\)(?= {2})/g, '<kernel> (amd64)'],
  ['kernel of the machine, described', /(?<=Kernel Version: +)\d+\.\d+\.\d+\S*/g, '<kernel>'],
  ['id of the machine', /(?<=(?:Machine ID|System UUID): +)[0-9a-f]{32}\b/g, '<machine>'],
  ['build of the container runtime', /(?<=containerd:\/\/\d+\.\d+\.\d+)\+[a-z0-9]+/g, ''],
  ['the worker that a Pod is on', /\bkind-worker2?\b(?:\/172\.18\.0\.[24]\b)?/g, '<worker>'],
];

/**
 * Whether a probe meets a server that starts or ends is a race, and an event only if lost: seen once, without a count. A probe that goes on failing is counted, and stays.
 */
const lostRaceInDescription =
  /^ +Warning +Unhealthy +(?:\d+[smh])+ +kubelet .*Readiness probe failed: .*(?:connect: connection refused|context deadline exceeded.*)\n/gm;
const lostRace =
  /^ *(?:\S+ +)?(?:\d+[smh])+ +Warning +Unhealthy .*Readiness probe failed: .*(?:connect: connection refused|context deadline exceeded.*)\n/gm;

export function maskChance(text: string): string {
  return rules.reduce(
    (masked, [, pattern, token]) => masked.replace(pattern, token),
    text.replace(lostRace, '').replace(lostRaceInDescription, ''),
  );
}

/** The width of a column follows its longest cell, which may be one of those above. */
export const collapseColumns = (text: string) =>
  text.replace(/(?<=\S) {2,}(?=\S)/g, '  ').replace(/ +$/gm, '');
