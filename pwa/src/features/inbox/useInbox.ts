import { computed, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import { listNotifications, markAllRead, markRead } from '@/api/inbox';
import type { Answer } from '@/api/answer';
import type { Notification } from '@/api/inbox-types';
import { t } from '@/locales';
import { toast } from '@/ui/toast';
import { pageSize } from '@/ui/desk/page-size';
import { usePages, type PagesUse } from '@/ui/desk/usePages';
import { unread } from '@/unread';

export type InboxUse = {
  pages: PagesUse<Notification>;
  show: Ref<'all' | 'unread'>;
  anyUnread: ComputedRef<boolean>;
  read: (message: Notification) => Promise<void>;
  readAll: () => Promise<void>;
};

/** One's own messages. Marking as read shows at once, and comes back when the server was not reached. */
export function useInbox(): InboxUse {
  const show = ref<'all' | 'unread'>('all');
  const pages = usePages<Notification>(async (cursor, signal) => {
    const answer = await listNotifications({ cursor, limit: pageSize.value, unread: show.value === 'unread' }, signal);
    if (answer.kind === 'ok') unread.value = answer.value.unread;
    return answer;
  });
  const anyUnread = computed(() => unread.value > 0);

  async function read(message: Notification): Promise<void> {
    if (message.readAt !== null) return;
    mark((one) => one.id === message.id);
    settle(await markRead(message.id));
  }

  async function readAll(): Promise<void> {
    const newest = Math.max(0, ...pages.items.value.map((message) => message.at));
    mark((one) => one.at <= newest);
    settle(await markAllRead(newest));
  }

  function mark(which: (message: Notification) => boolean): void {
    pages.items.value = pages.items.value.map((one) => (one.readAt === null && which(one) ? { ...one, readAt: one.at } : one));
  }

  function settle(answer: Answer<{ unread: number }>): void {
    if (answer.kind === 'ok') {
      unread.value = answer.value.unread;
      return;
    }
    toast(t('inbox.read.failed'), 'look');
    void pages.reload();
  }

  watch([show, pageSize], pages.reload);
  onMounted(pages.reload);
  return { pages, show, anyUnread, read, readAll };
}
