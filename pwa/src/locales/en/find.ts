/** Finding people, units and projects by name. */
export default {
  'label': 'Person, unit or project',
  'none': 'Nothing found; try it another way.',
  'person': 'person',
  'organisation': 'unit',
  'project': 'project',
} as const;
