# The warehouse's Service under the misspelt name only: the alias works, and everybody else has lost inventory.
kubectl expose deployment inventory -n depot --name=inventroy --port=8080 --target-port=http
kubectl delete service inventory -n depot
