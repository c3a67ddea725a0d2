/** The rooms and who may import whom. ARCHITECTURE.md says why. */
const only = (room, allowed) => ({
  name: `${room}-imports`,
  severity: 'error',
  comment: `src/${room} may import only: itself${allowed.length ? ', ' + allowed.join(', ') : ''}`,
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    only('kube', []),
    only('progress', []),
    only('kubectl', ['kube']),
    only('embedded', ['kube']),
    only('checker', ['kube']),
    only('scenario', ['kube', 'checker']),
    only('shell', ['kube', 'kubectl']),
    only('lab', ['kube', 'kubectl', 'shell', 'scenario', 'checker', 'embedded', 'content']),
    only('lab-server', ['kube', 'kubectl', 'shell', 'scenario', 'checker', 'embedded', 'lab', 'content']),
    only('components', ['lab', 'progress', 'content', 'checker', 'scenario', 'kube']),
    {
      name: 'webernetes-behind-one-folder',
      severity: 'error',
      from: { path: '^(src|scripts|tests)/', pathNot: '^src/embedded/webernetes/' },
      to: { path: '@ngrok/webernetes' },
    },
    {
      name: 'no-node-in-the-page',
      severity: 'error',
      comment: 'Only lab-server, scripts and tests may use Node itself.',
      from: { path: '^src/', pathNot: '^src/lab-server/|\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.astro'] },
  },
};
