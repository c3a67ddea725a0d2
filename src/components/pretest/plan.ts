/**
 * The questions of the pretest, `bank/question`, in the order of the course: each stands for the lesson that
 * its bank belongs to. Single choices, such as are answered within three quarters of a minute.
 */
export const pretest: readonly string[] = [
  'why/pod-ip-in-config',
  'anatomy/own-labels',
  'ports/where-to-listen',
  'load-balancer/what-pending-means',
  'headless/which-port',
  'dns/short-name-elsewhere',
  'endpoints/nobody-home',
  'kube-proxy/who-takes-the-packet',
  'pod-and-node/localhost-only',
  'policy/nothing-selects-it',
];
