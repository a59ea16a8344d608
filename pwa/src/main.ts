import { createApp } from 'vue';
import App from './App.vue';
import { startServiceWorker } from './app-update';
import { locale } from './locales';
import { router } from './router';
import { startTheme } from './ui/theme';
import './ui/tokens.css';
import './ui/base.css';
import './ui/vant.css';

startTheme();
document.documentElement.lang = locale.value === 'zh' ? 'zh-CN' : 'en';
createApp(App).use(router).mount('#app');
startServiceWorker();
