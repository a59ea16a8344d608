/** Finding people, units and projects by name. */
export default {
  'label': '人员、单位或项目',
  'none': '没有找到，请换一个写法。',
  'person': '人员',
  'organisation': '单位',
  'project': '项目',
} as const;
