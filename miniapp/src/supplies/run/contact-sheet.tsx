import { View } from '@tarojs/components'
import { RUN_CONTACT_WORDS, type RunContact } from '@gezhong/shared/supplies/deliveries/run-contact'
import { callPhone } from '../../platform/phone-call.ts'
import { Button } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Sheet } from '../../ui/sheet.tsx'

/** Whom to call about a bag. The numbers came along with the run: this works without a network. */
export function ContactSheet({ contacts, onClose }: { contacts: readonly RunContact[]; onClose: () => void }) {
  return (
    <Sheet title="联系网格长" onClose={onClose}>
      {contacts.map(({ as, name, phone }) => (
        <View key={`${as} ${name}`}>
          <Row
            icon="person"
            title={`${RUN_CONTACT_WORDS[as]} ${name}`}
            note={phone === null ? '没有留电话，请在群里找' : undefined}
          />
          {phone !== null && (
            <Button
              shape="huge"
              icon="phone"
              label={`打电话给${RUN_CONTACT_WORDS[as]} ${name}`}
              onPress={() => void callPhone(phone)}
            >
              {phone}
            </Button>
          )}
        </View>
      ))}
    </Sheet>
  )
}
