import { Button as WeChatButton, Text, View } from '@tarojs/components'
import { AGREE_BUTTON, answerPrivacy, showPrivacyGuide, usePrivacyAsked, usePrivacyGuide } from '../platform/privacy.ts'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'
import './button.css'
import './confirm.css'

/** Asks for what WeChat wants to hear before it gives a number, the camera or the clipboard. Only its own button counts. */
export function PrivacySheet() {
  const asked = usePrivacyAsked()
  const guide = usePrivacyGuide()
  if (!asked) return null
  const refuse = () => answerPrivacy(false)
  return (
    <Sheet title="先请您点个头" onClose={refuse}>
      <View className="confirm-text">
        {`微信要您看过${guide}并同意，才让格中读手机号、扫码、拍照和剪贴板。不同意也能用：可以用短信、纸条，自己动手填，或请网格员替您办。`}
      </View>
      <View className="confirm-actions">
        <WeChatButton
          id={AGREE_BUTTON}
          className="button button-main button-wide"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={() => answerPrivacy(true)}
        >
          <Text>同意</Text>
        </WeChatButton>
        <Button kind="plain" onPress={refuse}>
          暂不同意
        </Button>
        <Button kind="soft" onPress={showPrivacyGuide}>
          看看指引写了什么
        </Button>
      </View>
    </Sheet>
  )
}
