# The same as a patch of the one Pod.
pod=$(kubectl get pods -n tickets -l app=desk-debug -o jsonpath='{.items[0].metadata.name}')
kubectl patch pod "$pod" -n tickets --type=json -p '[{"op":"replace","path":"/metadata/labels/app","value":"desk"}]'
