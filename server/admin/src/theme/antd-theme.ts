import { theme, type ThemeConfig } from 'antd'
import { PALETTES, type Scheme } from './palette.ts'

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif'

export function antdTheme(scheme: Scheme): ThemeConfig {
  const color = PALETTES[scheme]
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: color.brand,
      colorSuccess: color.brand,
      colorWarning: color.warn,
      colorError: color.bad,
      colorInfo: color.info,
      colorLink: color['brand-strong'],
      colorText: color.ink,
      colorTextSecondary: color['ink-2'],
      colorTextTertiary: color['ink-3'],
      colorTextDescription: color['ink-3'],
      colorTextPlaceholder: color['ink-3'],
      colorTextLightSolid: color['on-brand'],
      colorBgLayout: color.bg,
      colorBgContainer: color.card,
      colorBgElevated: color.card,
      colorBorder: color['line-strong'],
      colorBorderSecondary: color.line,
      controlItemBgHover: color.hover,
      controlItemBgActive: color['brand-soft'],
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 32,
      borderRadius: 8,
      borderRadiusLG: 12,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        primaryColor: color['on-brand'],
        paddingInlineSM: 10,
        contentFontSizeSM: 13,
      },
      Modal: { titleFontSize: 16 },
      Tooltip: { colorBgSpotlight: scheme === 'dark' ? '#33423a' : '#22302a', colorTextLightSolid: '#ffffff' },
      // On dark ground the chosen one is the brighter one, as on light ground.
      Segmented: {
        itemSelectedColor: color['brand-strong'],
        itemSelectedBg: scheme === 'dark' ? color['brand-soft'] : color.card,
        trackBg: scheme === 'dark' ? color.bg : color.line,
      },
    },
  }
}
