/** The walls between the rooms, over the whole graph: docs/architecture.md. Checked by tests/house.test.ts. */
const wall = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const code = { dependencyTypesNot: ['type-only'] };

module.exports = {
  forbidden: [
    wall(
      'domain-only-domain',
      { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      { pathNot: '^(src/domain/|node_modules/valibot/)' },
      'The domain is pure and knows nobody; the shapes of what comes in are valibot, which is pure too.',
    ),
    wall(
      'domain-no-cycles',
      { path: '^src/domain/' },
      { circular: true, ...code },
      'Shapes may refer to each other, code may not.',
    ),
    wall(
      'lib-only-domain-and-lib',
      { path: '^src/lib/', pathNot: '\\.test\\.ts$' },
      { path: '^(server|src/routes)/' },
      'The browser has no server in it.',
    ),
    wall(
      'routes-only-types-of-server',
      { path: '^src/(routes/|hooks)' },
      { path: '^server/', ...code },
      'The door is event.locals.app.',
    ),
    wall(
      'server-only-server-and-domain',
      { path: '^server/', pathNot: '\\.test\\.ts$' },
      { path: '^src/', pathNot: '^src/domain/' },
      'The server does not know its screens.',
    ),
    wall(
      'hub-knows-no-noun',
      { path: '^server/hub/', pathNot: '\\.test\\.ts$' },
      { path: '^server/(?!hub/|feed/|access/|db/|[^/]+\\.ts$|launch/)' },
      'The hub hears from the feed only.',
    ),
    wall(
      'nothing-imports-tests',
      { pathNot: '^tests/|\\.test\\.ts$' },
      { path: '^tests/' },
      'Only tests import tests.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|\\.svelte-kit|src/lib/paraglide)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.svelte'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default'],
    },
    moduleSystems: ['es6'],
  },
};
