import type { Field, Kind } from '@/forms/definition';
import BooleanControl from './BooleanControl.vue';
import CalendarControl from './CalendarControl.vue';
import ChoiceControl from './ChoiceControl.vue';
import FilesControl from './FilesControl.vue';
import type { Control } from './host';
import MultiChoiceControl from './MultiChoiceControl.vue';
import NumberControl from './NumberControl.vue';
import OrganisationControl from './OrganisationControl.vue';
import RowsEditor from './RowsEditor.vue';
import TextControl from './TextControl.vue';
import UnknownControl from './UnknownControl.vue';

const unknown: Control = { is: UnknownControl, group: true };

/** How each kind is asked. A new kind is one component and one line. */
const controls: Readonly<Record<Kind, Control>> = {
  text: { is: TextControl },
  long_text: { is: TextControl, wide: true },
  phone: { is: TextControl },
  email: { is: TextControl },
  integer: { is: NumberControl },
  decimal: { is: NumberControl },
  date: { is: CalendarControl },
  month: { is: CalendarControl },
  year: { is: CalendarControl },
  choice: { is: ChoiceControl },
  multi_choice: { is: MultiChoiceControl, group: true, wide: true },
  boolean: { is: BooleanControl, group: true },
  organisation: { is: OrganisationControl },
  region: unknown,
  files: { is: FilesControl, group: true, wide: true },
  list: { is: RowsEditor, group: true, wide: true },
};

export function controlOf(field: Field): Control {
  // The server may be newer than this page and name a kind it has no line for.
  return (controls as Readonly<Record<string, Control | undefined>>)[field.kind] ?? unknown;
}
