# The one manifest, as it was, and no other of the same component.
docker exec service-clinic-control-plane sh -c '
  kept=/var/lib/service-clinic/kube-controller-manager.yaml
  here=/etc/kubernetes/manifests/kube-controller-manager.yaml
  test -f "$kept" || exit 0
  for file in /etc/kubernetes/manifests/*; do
    if [ "$file" != "$here" ] && grep -q "component: kube-controller-manager" "$file"; then rm "$file"; fi
  done
  cmp -s "$kept" "$here" || cp "$kept" "$here"
  rm -f "$kept" /root/kube-controller-manager.yaml /etc/kubernetes/manifests/.kube-controller-manager.yaml
'
tries=0
until kubectl get pods -n kube-system -l component=kube-controller-manager -o name | grep -q pod/; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ]
  sleep 1
done
kubectl wait -n kube-system --for=condition=Ready pod -l component=kube-controller-manager --timeout=120s
