import { newId } from '@/api/ids';

export type RequestIds = {
  /** The id of a request with this content: the same until it is done, so that a retry asks for the very same thing. */
  idFor: (content: string) => string;
  /** The server has answered, either way. */
  done: () => void;
};

/**
 * Ids for requests that must not be carried out twice, though their answer may get lost on the way. Kept in this document
 * only: offered again after somebody else's request, an old id would be a new request, and void their login code.
 */
export function requestIds(): RequestIds {
  let current: { content: string; id: string } | null = null;
  return {
    idFor(content) {
      if (current?.content !== content) current = { content, id: newId() };
      return current.id;
    },
    done() {
      current = null;
    },
  };
}
