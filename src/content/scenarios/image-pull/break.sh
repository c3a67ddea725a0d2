# Two letters of the image's name have changed places: no registry has it. With strategy Recreate no old Pod stays.
kubectl set image deployment/catalog -n library catalog=registry.k8s.io/e2e-test-images/agnhots:2.53
kubectl wait -n library --for=jsonpath='{.status.unavailableReplicas}'=3 deployment/catalog --timeout=120s
until [ -z "$(kubectl get pods -n library -l app=catalog -o jsonpath='{.items[*].metadata.deletionTimestamp}')" ]; do sleep 1; done
until kubectl get pods -n library -l app=catalog | grep -qE 'ErrImagePull|ImagePullBackOff'; do sleep 1; done
