import type { LogKey } from '@/api/logs';
import { captureView } from './capture';
import { fileView } from './file';
import { loginView } from './login';
import { loginCodeView } from './login-code';
import { operationView } from './operation';
import { revealView } from './reveal';
import type { LogView } from './view';

const views: Readonly<Record<LogKey, LogView>> = {
  login: loginView,
  operation: operationView,
  'login-code': loginCodeView,
  capture: captureView,
  reveal: revealView,
  file: fileView,
};

export function viewOf(log: LogKey): LogView {
  return views[log];
}
