import { onMounted, ref, type Ref } from 'vue';
import { consentedVersion, keepConsent, reportSpace } from '@/queue';

/** Raised whenever the words of the notice change in substance: then everybody is asked again. */
const noticeVersion = '1';

export type Consent = {
  /** Null while the phone's memory is being read. */
  given: Ref<boolean | null>;
  give: () => Promise<void>;
  /** On record too: the unit sees why somebody else must come. */
  refuse: () => Promise<void>;
  /** Little space is left and the person has not said to go on all the same. */
  lowSpace: Ref<boolean>;
};

/** What must be settled before the camera is asked for: the notice agreed to, and room for photos. */
export function useConsent(): Consent {
  const given = ref<boolean | null>(null);
  const lowSpace = ref(false);

  onMounted(async () => {
    lowSpace.value = (await reportSpace()).low;
    given.value = (await consentedVersion().catch(() => null)) === noticeVersion;
  });

  async function give(): Promise<void> {
    // Agreed to for this time even where it cannot be kept.
    await keepConsent(noticeVersion, true).catch(() => undefined);
    given.value = true;
  }

  async function refuse(): Promise<void> {
    await keepConsent(noticeVersion, false).catch(() => undefined);
  }

  return { given, give, refuse, lowSpace };
}
